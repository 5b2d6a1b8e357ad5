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

import { Count } from '../texts/fill';
import { Languages } from '../texts/languages';
import { bookingTexts } from './booking-texts';

/** How many seats, by a tap, the arrow keys or typing; never fewer than `min` or more than `max`. */
@Component({
  selector: 'app-seat-stepper',
  imports: [Count],
  templateUrl: './seat-stepper.html',
  styleUrl: './seat-stepper.scss',
})
export class SeatStepper implements FormValueControl<number> {
  readonly value = model(1);
  readonly min = input<number | undefined>(1);
  readonly max = input<number>();
  readonly invalid = input(false);
  /** The id of the label. */
  readonly labelledBy = input.required<string>();
  /** The ids of what explains it. */
  readonly describedBy = input<string>();
  readonly touch = output();

  protected readonly t = inject(Languages).texts(bookingTexts);
  /** Said once it has been changed here, so that the page doesn't talk on arrival. */
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

  /** Shows again what counts, when what was typed is no number or too many. */
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
