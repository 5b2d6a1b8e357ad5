import { HttpClient } from '@angular/common/http';
import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { faultOf, refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { accountTexts } from './account-texts';
import { ACCOUNT, TotpSetup, RecoveryCodes } from './api';
import { pictureUrl } from './picture-url';

/** Six digits, with an optional space in the middle. */
const CODE = /^\s*\d{3}\s?\d{3}\s*$/;

/** Shows the secret for an authenticator app, and asks for its first code. */
@Component({
  selector: 'app-set-up-app',
  imports: [FormField, FormRoot, MatButton, MatInputModule],
  template: `
    <h3 #heading tabindex="-1">{{ t().setUp.title }}</h3>
    <ol>
      <li>
        <p>{{ t().setUp.scan }}</p>
        @if (picture(); as picture) {
          <img [src]="picture" width="220" height="220" [alt]="t().setUp.picture" />
        }
        <p class="soft">{{ t().setUp.orType }}</p>
        <p class="secret">
          <code>{{ grouped() }}</code>
        </p>
        <p>
          <a class="more-link" [href]="prepared().uri">{{ t().setUp.thisDevice }}</a>
        </p>
      </li>
      <li>
        <form [formRoot]="form">
          @if (refusal(); as said) {
            <p class="refusal" role="alert">{{ said }}</p>
          }
          <mat-form-field>
            <mat-label>{{ t().setUp.code }}</mat-label>
            <input
              matInput
              [formField]="form.code"
              inputmode="numeric"
              autocomplete="one-time-code"
              spellcheck="false"
            />
            <mat-error>{{ faultOf(form.code) }}</mat-error>
          </mat-form-field>
          <div class="actions">
            <button matButton="filled" type="submit" [aria-disabled]="sending.isBusy()">
              {{ sending.isBusy() ? general().sending.busy : t().setUp.activate }}
            </button>
            <button matButton="outlined" type="button" (click)="left.emit()">
              {{ general().confirm.no }}
            </button>
          </div>
        </form>
      </li>
    </ol>
  `,
  styleUrl: './set-up-app.scss',
})
export class SetUpApp {
  readonly prepared = input.required<TotpSetup>();
  /** Emits when the app is active. */
  readonly active = output<RecoveryCodes>();
  readonly left = output();

  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly sending = sending();
  protected readonly refusal = signal<string | undefined>(undefined);
  protected readonly picture = pictureUrl(() => this.prepared().qr_svg);
  /** The secret in groups, which are easier to type. */
  protected readonly grouped = computed(() =>
    this.prepared().secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
  );
  private readonly typed = signal({ code: '' });
  protected readonly form = form(
    this.typed,
    (fields) => {
      validate(fields.code, ({ value }) =>
        CODE.test(value())
          ? undefined
          : { kind: 'malformed', message: this.t().setUp.codeMalformed },
      );
    },
    {
      submission: {
        action: () => this.activate(),
        onInvalid: () => focusField(this.form.code()),
      },
    },
  );

  constructor() {
    afterNextRender(() => this.heading().nativeElement.focus());
  }

  private async activate(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const code = this.typed().code.replaceAll(/\s/g, '');
    const asked = this.http.put<RecoveryCodes>(`${ACCOUNT}/totp`, { code });
    const codes = await this.sending.send(asked);
    if (codes) {
      this.active.emit(codes);
      return undefined;
    }
    const faults = refusedFields(this.sending.failure(), { code: this.form.code });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
