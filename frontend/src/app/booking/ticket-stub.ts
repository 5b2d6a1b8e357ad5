import { Component, computed, inject, input } from '@angular/core';

import type { Performance, ReservationStatus } from '../api/schema';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { When } from '../texts/when';
import { bookingTexts } from './booking-texts';

/** The visitor's ticket, as the form writes it, and later what has become of it. */
@Component({
  selector: 'app-ticket-stub',
  imports: [Fill, When],
  templateUrl: './ticket-stub.html',
})
export class TicketStub {
  readonly performance = input.required<Performance>();
  /** For how many; nothing when it can't be booked. */
  readonly seats = input<number>();
  readonly name = input('');
  readonly code = input<string>();
  /** Once it is booked. */
  readonly status = input<ReservationStatus>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = this.languages.texts(siteTexts);
  /** Street and town, as far as they are known. */
  protected readonly place = computed(() => {
    const { address, city } = this.performance().venue;
    return [address, city].filter(Boolean).join(', ');
  });
  protected readonly unit = computed(() => {
    const { one, other } = this.t().stub.seats;
    return this.seats() === 1 ? one : other;
  });
}
