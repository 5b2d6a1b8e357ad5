import {
  Component,
  ElementRef,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormValueControl } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';

import { Count } from '../texts/fill';
import { Languages } from '../texts/languages';
import { bookingTexts } from './booking-texts';

/** A number of seats, changed by taps, arrow keys or typing; between `min` and `max`. */
@Component({
  selector: 'app-seat-stepper',
  imports: [Count, MatIconButton],
  templateUrl: './seat-stepper.html',
  styleUrl: './seat-stepper.scss',
})
export class SeatStepper implements FormValueControl<number> {
  readonly value = model(1);
  readonly min = input<number | undefined>(1);
  readonly max = input<number>();
  readonly invalid = input(false);
  readonly labelledBy = input.required<string>();
  /** The ids of the describing elements. */
  readonly describedBy = input<string>();
  readonly touch = output();

  protected readonly t = inject(Languages).texts(bookingTexts);
  /** Announced after a change here, so that the page is silent on arrival. */
  protected readonly wasChanged = signal(false);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  focus(options?: FocusOptions): void {
    this.box().nativeElement.focus(options);
  }

  protected step(by: number): void {
    this.take(this.value() + by);
  }

  protected takeTyped(): void {
    const typed = this.box().nativeElement.valueAsNumber;
    if (Number.isInteger(typed)) this.take(typed);
  }

  /** Restores the valid value if the input is not a number or out of range. */
  protected tidy(): void {
    this.box().nativeElement.value = String(this.value());
    this.touch.emit();
  }

  private take(seats: number): void {
    const most = Math.max(this.max() ?? Infinity, this.min() ?? 1);
    this.value.set(Math.min(Math.max(seats, this.min() ?? 1), most));
    this.wasChanged.set(true);
  }
}
