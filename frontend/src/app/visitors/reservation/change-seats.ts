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
import { MatButton } from '@angular/material/button';

import type { Reservation } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { SeatStepper } from '../../shared/booking/seat-stepper';
import { LazyNotices } from '../../shared/dialogs/lazy-notices';
import { Count, Fill, count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { HoldersReservation } from './holders-reservation';
import { refusalText } from './refusal-text';
import { reservationTexts } from './reservation-texts';
import { seatsBounds } from './seats-bounds';

/** Changes the party size. */
@Component({
  selector: 'app-change-seats',
  imports: [Count, Fill, MatButton, SeatStepper],
  templateUrl: './change-seats.html',
  styleUrl: './change-seats.scss',
})
export class ChangeSeats {
  readonly reservation = input.required<Reservation>();
  readonly disabled = input(false);

  protected readonly held = inject(HoldersReservation);
  private readonly languages = inject(Languages);
  private readonly notices = inject(LazyNotices);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly opener = viewChild<unknown, ElementRef<HTMLElement>>('opener', {
    read: ElementRef,
  });
  private readonly stepper = viewChild(SeatStepper);

  protected readonly t = this.languages.texts(reservationTexts);
  protected readonly isOpen = signal(false);
  protected readonly wish = signal(1);
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
    const seats = this.wish();
    if (!(await this.held.changeSeats(seats))) return;
    this.close();
    void this.notices.say(count(this.t().seats.done, seats, this.languages.current()));
  }

  private afterwards(act: () => void): void {
    afterNextRender(act, { injector: this.injector });
  }
}
