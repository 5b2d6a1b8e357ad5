import { Component, afterNextRender, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { FormRoot, TreeValidationResult, form, required } from '@angular/forms/signals';
import { Observable, map } from 'rxjs';

import { refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { accountTexts } from './account-texts';
import { PasswordField } from './password-field';

/** Asks for the password again before an action that a thief would want. */
@Component({
  selector: 'app-ask-password',
  imports: [FormRoot, MatButton, PasswordField],
  template: `
    <form [formRoot]="form">
      <p>{{ lead() }}</p>
      @if (refusal(); as said) {
        <p class="refusal" role="alert">{{ said }}</p>
      }
      <app-password-field [field]="form.password" [label]="t().password.yours" />
      <div class="actions">
        <button
          matButton="filled"
          type="submit"
          [class.grave]="isDestructive()"
          [aria-disabled]="sending.isBusy()"
        >
          {{ sending.isBusy() ? general().sending.busy : yes() }}
        </button>
        <button matButton="outlined" type="button" (click)="left.emit()">
          {{ general().confirm.no }}
        </button>
      </div>
    </form>
  `,
})
export class AskPassword<T> {
  readonly lead = input.required<string>();
  /** The text of the button. */
  readonly yes = input.required<string>();
  /** Whether the action removes a protection. */
  readonly isDestructive = input(false);
  /** The request to send with the password. */
  readonly request = input.required<(password: string) => Observable<T>>();
  /** Emits the server's answer after success. */
  readonly done = output<T>();
  readonly left = output();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly sending = sending();
  protected readonly refusal = signal<string | undefined>(undefined);
  private readonly typed = signal({ password: '' });
  protected readonly form = form(
    this.typed,
    (fields) => required(fields.password, { message: () => this.t().password.currentMissing }),
    {
      submission: {
        action: () => this.ask(),
        onInvalid: () => focusField(this.form.password()),
      },
    },
  );

  constructor() {
    afterNextRender(() => focusField(this.form.password()));
  }

  private async ask(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const asked = this.request()(this.typed().password).pipe(map((answer) => ({ answer })));
    const done = await this.sending.send(asked);
    if (done) {
      this.done.emit(done.answer);
      return undefined;
    }
    const faults = refusedFields(this.sending.failure(), { password: this.form.password });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
