import {
  Component,
  DOCUMENT,
  ElementRef,
  computed,
  inject,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { defer } from 'rxjs';

import { sending } from '../../../shared/forms/sending';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { CookieNotKept, SignedIn } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { ShowPassword } from '../show-password';

/** Asks for e-mail and password, and for a one-time code if needed. */
@Component({
  selector: 'app-sign-in-form',
  imports: [MatButton, MatInputModule, ShowPassword],
  template: `
    <form (submit)="signIn($event)" novalidate>
      @if (said(); as said) {
        <p class="refusal" role="alert">{{ said }}</p>
      }
      <mat-form-field>
        <mat-label>{{ t().signIn.email }}</mat-label>
        <input
          #email
          matInput
          type="email"
          name="email"
          autocomplete="username"
          required
          [value]="signedIn.member()?.email ?? ''"
        />
      </mat-form-field>
      <mat-form-field>
        <mat-label>{{ t().signIn.password }}</mat-label>
        <input
          #password
          matInput
          name="password"
          autocomplete="current-password"
          autocapitalize="off"
          spellcheck="false"
          required
          [type]="isShown() ? 'text' : 'password'"
        />
        <app-show-password matIconSuffix [(isShown)]="isShown" />
      </mat-form-field>
      @if (needsCode()) {
        <mat-form-field>
          <mat-label>{{ t().signIn.code }}</mat-label>
          <input
            #code
            matInput
            name="totp"
            autocomplete="one-time-code"
            spellcheck="false"
            required
          />
          <mat-hint>{{ t().signIn.codeHint }}</mat-hint>
        </mat-form-field>
      }
      <button
        matButton="filled"
        class="large wide"
        type="submit"
        [aria-disabled]="sending.isBusy()"
      >
        {{ sending.isBusy() ? controls().sending.busy : t().signIn.send }}
      </button>
    </form>
  `,
})
export class SignInForm {
  /** Emits when somebody has signed in. */
  readonly done = output();

  protected readonly signedIn = inject(SignedIn);
  protected readonly t = inject(Languages).texts(staffTexts);
  protected readonly controls = inject(Languages).texts(controlTexts);
  protected readonly sending = sending();
  protected readonly needsCode = signal(false);
  protected readonly isShown = signal(false);
  private readonly isCookieNotKept = signal(false);
  private readonly isPlainHttp = inject(DOCUMENT).location.protocol === 'http:';
  protected readonly said = computed(() => {
    const texts = this.t().signIn;
    if (this.isCookieNotKept()) return this.isPlainHttp ? texts.needsHttps : texts.needsCookies;
    switch (this.sending.failure()?.name) {
      case undefined:
      case 'totp-required':
        return undefined;
      case 'wrong-credentials':
        return this.needsCode() ? texts.wrongCode : texts.wrong;
      default:
        return this.sending.said();
    }
  });
  private readonly email = viewChild.required<ElementRef<HTMLInputElement>>('email');
  private readonly password = viewChild.required<ElementRef<HTMLInputElement>>('password');
  private readonly code = viewChild<ElementRef<HTMLInputElement>>('code');

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    const totp = this.code()?.nativeElement.value.trim();
    const credentials = {
      email: this.email().nativeElement.value,
      password: this.password().nativeElement.value,
      ...(totp ? { totp } : {}),
    };
    this.isCookieNotKept.set(false);
    const isIn = await this.sending.send(
      defer(async () => {
        try {
          await this.signedIn.signIn(credentials);
        } catch (error) {
          this.isCookieNotKept.set(error instanceof CookieNotKept);
          throw error;
        }
        return true;
      }),
    );
    if (isIn) this.done.emit();
    else if (this.sending.failure()?.name === 'totp-required') {
      this.needsCode.set(true);
      // The field must exist before it can be focused.
      setTimeout(() => this.code()?.nativeElement.focus());
    }
  }
}
