import { Component, WritableSignal, inject, input } from '@angular/core';
import { FieldTree, FormField } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import {
  MatExpansionPanel,
  MatExpansionPanelDescription,
  MatExpansionPanelHeader,
  MatExpansionPanelTitle,
} from '@angular/material/expansion';

import { ACCESS_NEEDS, BookingInput } from '../../shared/booking/booking-input';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { Languages } from '../../shared/texts/languages';
import { TextField } from './text-field';

/** The optional fields, in a panel that is closed at first. Loaded after the rest of the form. */
@Component({
  selector: 'app-more-fields',
  imports: [
    FormField,
    MatCheckbox,
    MatExpansionPanel,
    MatExpansionPanelDescription,
    MatExpansionPanelHeader,
    MatExpansionPanelTitle,
    TextField,
  ],
  templateUrl: './more-fields.html',
  styleUrl: './more-fields.scss',
})
export class MoreFields {
  readonly fields = input.required<FieldTree<BookingInput>>();
  readonly isOpen = input.required<WritableSignal<boolean>>();

  protected readonly t = inject(Languages).texts(bookingTexts);
  protected readonly accessNeeds = ACCESS_NEEDS;
}
