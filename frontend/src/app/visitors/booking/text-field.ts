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

import { bookingTexts } from '../../shared/booking/booking-texts';
import { Languages } from '../../shared/texts/languages';
import { PressedPointer } from './pressed-pointer';

/** A text field with a label above and an error below. */
@Component({
  selector: 'app-text-field',
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
  protected readonly describedBy = computed(
    () =>
      [this.fault() ? `${this.box()}-fault` : '', this.hint() ? `${this.box()}-hint` : '']
        .filter(Boolean)
        .join(' ') || null,
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
