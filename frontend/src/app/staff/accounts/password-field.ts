import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormValueControl, ValidationError } from '@angular/forms/signals';

import { Field } from '../../shared/forms/field';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { accountTexts } from './account-texts';
import { MIN_LENGTH, missingCharacters } from './password-rule';

/**
 * A password field that can show its text. For a new password it also shows the required length.
 */
@Component({
  selector: 'app-password-field',
  imports: [Count, Field, Fill],
  template: `
    <app-field
      [label]="label()"
      [hint]="isNew() ? (t().newPassword.hint | fill: { shortest }) : ''"
      [fault]="fault()"
    >
      <div class="with-button">
        <input
          #typed
          [type]="isShown() ? 'text' : 'password'"
          [name]="isNew() ? 'new-password' : 'password'"
          [value]="value()"
          [attr.autocomplete]="isNew() ? 'new-password' : 'current-password'"
          autocapitalize="off"
          spellcheck="false"
          (input)="value.set(typed.value)"
          (blur)="touch.emit()"
        />
        <button
          class="inside"
          type="button"
          [attr.aria-pressed]="isShown()"
          [attr.aria-label]="t().show.label"
          [title]="t().show.label"
          (click)="isShown.set(!isShown())"
        >
          <svg
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            aria-hidden="true"
          >
            <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z" />
            <circle cx="12" cy="12" r="3" />
            @if (isShown()) {
              <path d="M4 20 20 4" stroke-linecap="round" />
            }
          </svg>
        </button>
      </div>
      @if (isNew()) {
        <p class="rule" [class.met]="lacking() === 0">
          <span class="gauge" aria-hidden="true"><span [style.inline-size.%]="part()"></span></span>
          <!-- Said when it changes from one to the other, not with each letter -->
          <span [attr.role]="lacking() === 0 ? 'status' : null">
            @if (lacking() === 0) {
              {{ t().newPassword.enough }}
            } @else {
              {{ t().newPassword.lacking | count: lacking() }}
            }
          </span>
        </p>
      }
    </app-field>
  `,
  styleUrl: './password-field.scss',
})
export class PasswordField implements FormValueControl<string> {
  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();

  readonly label = input.required<string>();
  /** Whether this is a new password. */
  readonly isNew = input(false);

  protected readonly t = inject(Languages).texts(accountTexts);
  protected readonly shortest = MIN_LENGTH;
  protected readonly isShown = signal(false);
  protected readonly lacking = computed(() => missingCharacters(this.value()));
  /** How much of the minimum length is reached, in percent. */
  protected readonly part = computed(() => 100 - (100 * this.lacking()) / MIN_LENGTH);
  protected readonly fault = computed(() =>
    this.touched() ? this.errors()[0]?.message : undefined,
  );
  private readonly typed = viewChild.required<ElementRef<HTMLInputElement>>('typed');

  focus(options?: FocusOptions): void {
    this.typed().nativeElement.focus(options);
  }
}
