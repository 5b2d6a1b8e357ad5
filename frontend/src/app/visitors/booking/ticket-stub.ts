import { Component, computed, inject, input } from '@angular/core';

import type { Performance, ReservationStatus } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';
import { SeatsLeft } from '../programme/seats-left';

/** The visitor's ticket: filled in by the form, later with the booking's state. */
@Component({
  selector: 'app-ticket-stub',
  imports: [Fill, SeatsLeft, When],
  templateUrl: './ticket-stub.html',
})
export class TicketStub {
  readonly performance = input.required<Performance>();
  /** The number of people; none if nothing can be booked. */
  readonly seats = input<number>();
  readonly name = input('');
  readonly code = input<string>();
  /** The state after booking. */
  readonly status = input<ReservationStatus>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = this.languages.texts(siteTexts);
  /** Street and town, if known. */
  protected readonly place = computed(() => {
    const { address, city } = this.performance().venue;
    return [address, city].filter(Boolean).join(', ');
  });
  protected readonly unit = computed(() => {
    const { one, other } = this.t().stub.seats;
    return this.seats() === 1 ? one : other;
  });
}
