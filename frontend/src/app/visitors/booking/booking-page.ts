import { NgComponentOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { Failure } from '../../shared/api/problem';
import type { Performance, ReservationStatus } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { InTurn } from '../../shared/first-page/in-turn';
import { loaded } from '../../shared/first-page/on-demand';
import { Trouble } from '../../shared/network/trouble';
import { pageTitle } from '../../shared/site/page-title';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { BookingForm } from './booking-form';
import { Draft } from './draft';
import { HeldSeats } from './held-seats';
import { StoredBooking, StoredBookings } from './stored-bookings';
import { TicketStub } from './ticket-stub';

/** Interval for checking the available seats, in seconds. */
const ASK_EVERY = 15;

/** The booking page: form, held seats, and what to do next. */
@Component({
  selector: 'app-booking-page',
  imports: [BookingForm, HeldSeats, InTurn, NgComponentOutlet, RouterLink, TicketStub, Trouble],
  templateUrl: './booking-page.html',
})
export class BookingPage {
  /** The id of the performance. */
  readonly id = input.required<string>();

  private readonly languages = inject(Languages);
  private readonly draft = inject(Draft);
  private readonly keptBookings = inject(StoredBookings);

  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = this.languages.texts(siteTexts);
  protected readonly performance = answer(
    () => at('/api/v1/performances/{id}', { id: this.id() }),
    { everySeconds: ASK_EVERY },
  );
  /** Seats that were just released, until the server counts them as free. */
  private readonly givenBack = signal<
    { readonly before: Performance | undefined; readonly seats: number } | undefined
  >(undefined);
  /** The current performance. */
  protected readonly now = computed(() => {
    const known = this.performance.value();
    const back = this.givenBack();
    return known && back?.before === known ? withReleasedSeats(known, back.seats) : known;
  });
  /** The booking made here, just now or before a reload. */
  protected readonly booking = linkedSignal(() => this.keptBookings.of(this.id()));
  protected readonly isNew = linkedSignal({ source: this.id, computation: () => false });
  protected readonly status = linkedSignal<string, ReservationStatus>({
    source: this.id,
    computation: () => 'pending',
  });
  protected readonly startAt = linkedSignal<string, 'heading' | 'email' | undefined>({
    source: this.id,
    computation: () => undefined,
  });
  /** Whether the form was shown for this performance. */
  protected readonly hadForm = linkedSignal({ source: this.id, computation: () => false });
  protected readonly canBook = computed(() => this.now()?.booking.state === 'open');
  /** Replaces the form, once it is loaded. */
  protected readonly notBookable = loaded(
    () => import('./not-bookable').then((m) => m.NotBookable),
    () => this.now() !== undefined && !this.canBook(),
  );
  /** The data of the ticket stub. */
  protected readonly seats = computed(() => {
    if (this.booking()) return this.booking()?.seats;
    return this.canBook()
      ? this.draft.wishes().seats || this.now()?.booking.default_seats
      : undefined;
  });
  protected readonly stamp = computed<ReservationStatus | undefined>(() => {
    if (this.booking()) return this.status();
    return this.now()?.booking.state === 'cancelled' ? 'cancelled' : undefined;
  });
  protected readonly name = computed(() => (this.booking()?.wishes ?? this.draft.wishes()).name);

  constructor() {
    pageTitle(() => {
      const show = this.performance.value()?.show.title;
      return show && this.canBook() && !this.booking() ? fill(this.t().title, { show }) : undefined;
    });
    effect(() => {
      if (this.canBook() && !this.booking()) this.hadForm.set(true);
    });
  }

  protected showBooked(booking: StoredBooking): void {
    this.isNew.set(true);
    this.status.set('pending');
    this.booking.set(booking);
  }

  protected lookAgain(why: Failure): void {
    if (why.name !== 'unreachable') this.performance.reload();
  }

  /** Returns to the form with all input after the booking was withdrawn. */
  protected correctAddress(withdrawn: StoredBooking): void {
    this.draft.startFrom(withdrawn.wishes, true);
    this.givenBack.set({ before: this.performance.value(), seats: withdrawn.seats });
    this.openForm('email');
  }

  /** Returns to the form, with the earlier input or empty. */
  protected startAgain(from?: StoredBooking): void {
    if (from) this.draft.startFrom(from.wishes, false);
    this.openForm('heading');
  }

  private openForm(at: 'heading' | 'email'): void {
    this.keptBookings.forget(this.id());
    this.startAt.set(at);
    this.booking.set(undefined);
    this.performance.reload();
  }
}

function withReleasedSeats(performance: Performance, seats: number): Performance {
  const { booking } = performance;
  const state = booking.state === 'sold_out' ? 'open' : booking.state;
  return {
    ...performance,
    booking: { ...booking, state, available: booking.available + seats },
  };
}
