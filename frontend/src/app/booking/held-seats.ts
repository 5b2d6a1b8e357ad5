import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../api/address';
import { answer } from '../api/answer';
import { KeptAnswers } from '../api/kept-answers';
import type { Performance, ReservationStatus } from '../api/schema';
import { Connection } from '../network/connection';
import { pageTitle } from '../site/page-title';
import { TheSite } from '../site/the-site';
import { Fill, count } from '../texts/fill';
import { Languages } from '../texts/languages';
import { bookingTexts } from './booking-texts';
import { Bookings } from './bookings';
import { clockFace, countdown, secondsSaid } from './countdown';
import { KeptBooking } from './kept-bookings';
import { refusal } from './refusal';
import { telephone } from './telephone';

/** There is no such reservation any more, or it is over. */
const NOTHING_TO_WITHDRAW = new Set(['not-found', 'too-late']);
/** From when on it is worth hurrying, in seconds. */
const HURRY_SECONDS = 60;

/** After booking: what to do now, for how long, and what has become of it. */
@Component({
  selector: 'app-held-seats',
  imports: [Fill, RouterLink],
  templateUrl: './held-seats.html',
  styleUrl: './held-seats.scss',
})
export class HeldSeats {
  readonly performance = input.required<Performance>();
  readonly booking = input.required<KeptBooking>();
  /** Whether it was booked just now, and not before a reload. */
  readonly isNew = input(false);
  /** The visitor wants to book with another address, and what was booked is withdrawn. */
  readonly correctAddress = output();
  /** The visitor wants to book the same again. */
  readonly bookAgain = output();
  /** The visitor wants to book for others too. */
  readonly bookMore = output();
  /** What has become of the reservation. */
  readonly statusChange = output<ReservationStatus>();

  private readonly languages = inject(Languages);
  private readonly bookings = inject(Bookings);
  private readonly connection = inject(Connection);
  private readonly destroyed = inject(DestroyRef);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  /** Once it is confirmed or cancelled there is nothing more to ask. */
  private readonly settled = signal<ReservationStatus | undefined>(undefined);
  private readonly progress = answer(
    () => (this.settled() ? undefined : at('/api/v1/reservations/{id}', { id: this.booking().id })),
    { everySeconds: pauseSince(Date.now()) },
  );
  protected readonly isWithdrawing = signal(false);
  /** What the server says has become of it; that it is withdrawn from here is no news. */
  private readonly told = computed(() => {
    const status = this.progress.value()?.status;
    return status === 'cancelled' && this.isWithdrawing() ? undefined : status;
  });
  private readonly left = countdown(
    () => this.progress.value()?.hold_until ?? this.booking().hold_until,
    () => this.booking().clockAheadMs,
  );

  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = inject(TheSite).site;
  protected readonly hasMailbox = inject(KeptAnswers).hasMailbox;
  protected readonly telephone = telephone;
  protected readonly status = computed<ReservationStatus>(() => {
    const known = this.settled() ?? this.told() ?? 'pending';
    return known === 'pending' && this.left() === 0 ? 'expired' : known;
  });
  protected readonly delivery = computed(
    () => this.progress.value()?.email_delivery ?? this.booking().email_delivery,
  );
  protected readonly title = computed(() => {
    const texts = this.t().held;
    return {
      pending: texts.titlePending,
      confirmed: texts.titleConfirmed,
      expired: texts.titleExpired,
      cancelled: texts.titleCancelled,
    }[this.status()];
  });
  private readonly isStuck = signal(false);
  /** Why the address can't be corrected now. */
  protected readonly whyNotWithdrawn = computed(() => {
    if (!this.isStuck()) return undefined;
    const { refused, held } = this.t();
    return this.connection.state() === 'offline' ? refused.offline : held.notWithdrawn;
  });
  protected readonly clock = computed(() => clockFace(this.left()));
  protected readonly isLate = computed(() => this.left() <= HURRY_SECONDS);
  private readonly secondsSaid = computed(() => secondsSaid(this.left()));
  protected readonly leftInWords = computed(() => {
    const seconds = this.secondsSaid();
    const { leftMinutes, leftSeconds } = this.t().held;
    const language = this.languages.current();
    return seconds < 60
      ? count(leftSeconds, seconds, language)
      : count(leftMinutes, seconds / 60, language);
  });

  constructor() {
    pageTitle(() => `${this.title()}: ${this.performance().show.title}`);
    effect(() => {
      const status = this.told();
      if (status === 'confirmed' || status === 'cancelled') this.settled.set(status);
    });
    effect(() => this.statusChange.emit(this.status()));
    afterNextRender(() => {
      if (this.isNew()) this.heading().nativeElement.focus();
    });
  }

  /**
   * Withdraws what was booked for the wrong address, so that its seats are there for the right one
   * and the link that went astray confirms nothing.
   */
  protected async withdraw(): Promise<void> {
    if (this.isWithdrawing()) return;
    this.isWithdrawing.set(true);
    this.isStuck.set(false);
    const name = await this.bookings.withdraw(this.booking()).then(
      () => undefined,
      (error: unknown) => refusal(error).failure.name,
    );
    if (this.destroyed.destroyed) return;
    this.isWithdrawing.set(false);
    if (name === undefined || NOTHING_TO_WITHDRAW.has(name)) {
      this.correctAddress.emit();
    } else if (name === 'already-confirmed') {
      this.settled.set('confirmed');
      this.heading().nativeElement.focus();
    } else {
      this.isStuck.set(true);
    }
  }
}

/**
 * How long to wait before asking again what has become of a reservation, in seconds. Most confirm
 * at once; who has been here for a while may take half an hour.
 */
function pauseSince(arrival: number): () => number {
  return () => {
    const minutes = (Date.now() - arrival) / 60_000;
    if (minutes < 1) return 4;
    return minutes < 3 ? 8 : 15;
  };
}
