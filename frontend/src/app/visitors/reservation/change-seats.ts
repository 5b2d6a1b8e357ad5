import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { SeatStepper } from '../../shared/booking/seat-stepper';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { HoldersReservation } from './holders-reservation';
import { refusalText } from './refusal-text';
import { reservationTexts } from './reservation-texts';
import { seatsBounds } from './seats-bounds';

/** Changes the party size. */
@Component({
  selector: 'app-change-seats',
  imports: [Count, Fill, SeatStepper],
  templateUrl: './change-seats.html',
  styleUrl: './change-seats.scss',
})
export class ChangeSeats {
  readonly reservation = input.required<Reservation>();
  readonly disabled = input(false);

  protected readonly held = inject(HoldersReservation);
  private readonly languages = inject(Languages);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly opener = viewChild<ElementRef<HTMLButtonElement>>('opener');
  private readonly stepper = viewChild(SeatStepper);

  protected readonly t = this.languages.texts(reservationTexts);
  protected readonly isOpen = signal(false);
  protected readonly wish = signal(1);
  /** Whether the seats were just changed. */
  protected readonly isDone = signal(false);
  protected readonly bounds = computed(() => seatsBounds(this.reservation()));
  protected readonly isUnchanged = computed(() => this.wish() === this.reservation().seats);
  protected readonly refusal = computed(() => {
    const refusal = this.held.refusal();
    if (refusal?.deed !== 'change') return undefined;
    return refusalText(refusal.failure, this.t(), this.languages.current());
  });

  protected async open(): Promise<void> {
    await this.languages.load(bookingTexts);
    this.wish.set(this.reservation().seats);
    this.isDone.set(false);
    this.isOpen.set(true);
    this.afterwards(() => this.stepper()?.focus());
  }

  protected close(): void {
    this.isOpen.set(false);
    this.afterwards(() => {
      this.opener()?.nativeElement.focus({ preventScroll: true });
      // Closing may have scrolled the rest out of view.
      this.host.scrollIntoView({ block: 'nearest' });
    });
  }

  protected async save(): Promise<void> {
    if (this.isUnchanged()) return this.close();
    if (!(await this.held.changeSeats(this.wish()))) return;
    this.isDone.set(true);
    this.close();
  }

  private afterwards(act: () => void): void {
    afterNextRender(act, { injector: this.injector });
  }
}
