import { HttpClient } from '@angular/common/http';
import { Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { FormRoot, TreeValidationResult, form, required, validate } from '@angular/forms/signals';
import { map } from 'rxjs';

import { Notices } from '../../shared/dialogs/notices';
import { refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { SignedIn } from '../shared/signed-in';
import { accountTexts } from './account-texts';
import { ACCOUNT } from './api';
import { PasswordField } from './password-field';
import { missingCharacters } from './password-rule';

const NOTHING = { current_password: '', new_password: '' };

@Component({
  selector: 'app-change-password',
  imports: [FormRoot, MatButton, PasswordField],
  template: `
    <p class="soft">{{ t().password.lead }}</p>
    <form [formRoot]="form">
      <!-- Whose password it is, for what keeps passwords -->
      <input
        type="text"
        name="username"
        autocomplete="username"
        hidden
        [value]="signedIn.member()?.email ?? ''"
      />
      @if (refusal(); as said) {
        <p class="refusal" role="alert">{{ said }}</p>
      }
      <app-password-field [field]="form.current_password" [label]="t().password.current" />
      <app-password-field
        [field]="form.new_password"
        [label]="t().newPassword.label"
        [isNew]="true"
      />
      <div class="actions">
        <button matButton="filled" type="submit" [aria-disabled]="sending.isBusy()">
          {{ sending.isBusy() ? general().sending.busy : t().password.send }}
        </button>
      </div>
    </form>
  `,
  styles: `
    form {
      margin-top: var(--space-4);
    }
  `,
})
export class ChangePassword {
  /** Emits when the password is changed and the other sessions have ended. */
  readonly done = output();

  private readonly http = inject(HttpClient);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);
  protected readonly signedIn = inject(SignedIn);
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly sending = sending();
  protected readonly refusal = signal<string | undefined>(undefined);
  private readonly typed = signal(NOTHING);
  protected readonly form = form(
    this.typed,
    (fields) => {
      required(fields.current_password, { message: () => this.t().password.currentMissing });
      validate(fields.new_password, ({ value }) => {
        const lacking = missingCharacters(value());
        const texts = this.t().newPassword;
        return lacking === 0
          ? undefined
          : { kind: 'too_short', message: count(texts.lacking, lacking, this.languages.current()) };
      });
    },
    {
      submission: {
        action: () => this.change(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  private async change(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const asked = this.http.put(`${ACCOUNT}/password`, this.typed()).pipe(map(() => true));
    if (await this.sending.send(asked)) {
      this.form().reset(NOTHING);
      this.notices.say(this.t().password.done);
      this.done.emit();
      return undefined;
    }
    const { current_password, new_password } = this.form;
    const faults = refusedFields(this.sending.failure(), { current_password, new_password });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
