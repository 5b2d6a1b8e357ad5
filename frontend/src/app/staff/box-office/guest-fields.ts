import { Component, computed, inject, input } from '@angular/core';
import { FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';

import { ACCESS_NEEDS } from '../../shared/booking/booking-input';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { likelyAddress } from '../../shared/booking/likely-address';
import { faultOf } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { Optional } from '../../shared/forms/optional';
import { Fill } from '../../shared/texts/fill';
import { LANGUAGES } from '../../shared/texts/language';
import { LanguageName } from '../../shared/texts/language-name';
import { Languages } from '../../shared/texts/languages';
import { GuestDraft } from './guest-draft';
import { reservationsTexts } from './reservations-texts';

/** Fields for a guest's name and contact data. */
@Component({
  selector: 'app-guest-fields',
  imports: [
    Fill,
    FormField,
    LanguageName,
    MatButton,
    MatCheckbox,
    MatInputModule,
    MatSelectModule,
    Optional,
  ],
  templateUrl: './guest-fields.html',
  styleUrl: './guest-fields.scss',
})
export class GuestFields {
  readonly guest = input.required<FieldTree<GuestDraft>>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly booking = this.languages.texts(bookingTexts);
  protected readonly accessNeeds = ACCESS_NEEDS;
  protected readonly allLanguages = LANGUAGES;
  protected readonly faultOf = faultOf;
  /** The probably intended address, after the user has left the field. */
  protected readonly meant = computed(() => {
    const email = this.guest().email();
    return email.touched() ? likelyAddress(email.value()) : undefined;
  });

  protected takeMeant(address: string): void {
    this.guest().email().value.set(address);
    focusField(this.guest().email());
  }
}
