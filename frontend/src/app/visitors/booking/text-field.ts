import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  model,
  output,
  viewChild,
} from '@angular/core';
import { FormValueControl, ValidationError } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import { bookingTexts } from '../../shared/booking/booking-texts';
import { Fault } from '../../shared/forms/fault';
import { FIELD_OPTIONS } from '../../shared/forms/field-options';
import { Languages } from '../../shared/texts/languages';
import { PressedPointer } from './pressed-pointer';

/** A text field with a hint or an error below. */
@Component({
  selector: 'app-text-field',
  imports: [Fault, MatError, MatFormField, MatHint, MatInput, MatLabel],
  providers: [FIELD_OPTIONS],
  templateUrl: './text-field.html',
  styleUrl: './text-field.scss',
})
export class TextField implements FormValueControl<string> {
  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly required = input(false);
  readonly touch = output();

  readonly box = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly type = input<'text' | 'email' | 'tel'>('text');
  readonly autocomplete = input('off');
  readonly autocapitalize = input('off');
  readonly spellcheck = input(false);
  readonly hasLines = input(false);

  private readonly pointer = inject(PressedPointer);
  protected readonly t = inject(Languages).texts(bookingTexts);
  /** The error, after the visitor has left the field. */
  protected readonly fault = computed(() =>
    this.touched() ? this.errors()[0]?.message : undefined,
  );
  private readonly typed =
    viewChild.required<ElementRef<HTMLInputElement | HTMLTextAreaElement>>('typed');

  focus(options?: FocusOptions): void {
    this.typed().nativeElement.focus(options);
  }

  protected leave(): void {
    this.pointer.whenReleased(() => this.touch.emit());
  }

  protected take(): void {
    this.value.set(this.typed().nativeElement.value);
  }
}
