import { Component, computed, inject, input, signal } from '@angular/core';
import { FieldTree, FormField } from '@angular/forms/signals';
import { MatInputModule } from '@angular/material/input';

import { faultOf } from '../../shared/forms/faults';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { accountTexts } from './account-texts';
import { MIN_LENGTH, missingCharacters } from './password-rule';
import { ShowPassword } from './show-password';

/**
 * A password field that can show its text. For a new password it also shows the required length.
 */
@Component({
  selector: 'app-password-field',
  imports: [Count, Fill, FormField, MatInputModule, ShowPassword],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input
        matInput
        autocapitalize="off"
        spellcheck="false"
        [attr.autocomplete]="isNew() ? 'new-password' : 'current-password'"
        [type]="isShown() ? 'text' : 'password'"
        [formField]="field()"
      />
      <app-show-password matIconSuffix [(isShown)]="isShown" />
      @if (isNew()) {
        <mat-hint>{{ t().newPassword.hint | fill: { shortest } }}</mat-hint>
      }
      <mat-error>{{ faultOf(field()) }}</mat-error>
    </mat-form-field>
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
  `,
  styleUrl: './password-field.scss',
})
export class PasswordField {
  readonly field = input.required<FieldTree<string>>();
  readonly label = input.required<string>();
  /** Whether this is a new password. */
  readonly isNew = input(false);

  protected readonly t = inject(Languages).texts(accountTexts);
  protected readonly faultOf = faultOf;
  protected readonly shortest = MIN_LENGTH;
  protected readonly isShown = signal(false);
  protected readonly lacking = computed(() => missingCharacters(this.field()().value()));
  /** How much of the minimum length is reached, in percent. */
  protected readonly part = computed(() => 100 - (100 * this.lacking()) / MIN_LENGTH);
}
