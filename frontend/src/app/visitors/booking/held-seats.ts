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
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { PrefetchedAnswers } from '../../shared/api/prefetched-answers';
import type { Performance, ReservationStatus } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { clockFace, countdown, secondsSaid } from '../../shared/booking/countdown';
import { Connection } from '../../shared/network/connection';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { Fill, count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { telephone } from '../../shared/texts/telephone';
import { Bookings } from './bookings';
import { refusal } from './refusal';
import { StoredBooking } from './stored-bookings';

/** The problems that mean that the reservation is gone or over. */
const NOTHING_TO_WITHDRAW = new Set(['not-found', 'too-late']);
/** When to hurry, in seconds before the end. */
const HURRY_SECONDS = 60;

/** The page after booking: the next step, the time left, and the state of the reservation. */
@Component({
  selector: 'app-held-seats',
  imports: [Fill, MatButton, RouterLink],
  templateUrl: './held-seats.html',
  styleUrl: './held-seats.scss',
})
export class HeldSeats {
  readonly performance = input.required<Performance>();
  readonly booking = input.required<StoredBooking>();
  /** Whether the booking was made just now, not before a reload. */
  readonly isNew = input(false);
  /** Emits when the visitor wants to correct the address and the booking is withdrawn. */
  readonly correctAddress = output();
  /** Emits when the visitor wants to book the same again. */
  readonly bookAgain = output();
  /** Emits when the visitor wants to make another booking. */
  readonly bookMore = output();
  /** The current state of the reservation. */
  readonly statusChange = output<ReservationStatus>();

  private readonly languages = inject(Languages);
  private readonly bookings = inject(Bookings);
  private readonly connection = inject(Connection);
  private readonly destroyed = inject(DestroyRef);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  /** Whether asking is over: the reservation is confirmed or cancelled. */
  private readonly settled = signal<ReservationStatus | undefined>(undefined);
  private readonly progress = answer(
    () => (this.settled() ? undefined : at('/api/v1/reservations/{id}', { id: this.booking().id })),
    { everySeconds: pauseSince(Date.now()) },
  );
  protected readonly isWithdrawing = signal(false);
  /** The server's state; a withdrawal from here does not count. */
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
  protected readonly hasMailbox = inject(PrefetchedAnswers).hasMailbox;
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
  /** Why the address cannot be corrected now. */
  protected readonly withdrawalError = computed(() => {
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
   * Withdraws the booking with the wrong address. This frees its seats for the right address, and
   * the misdirected link confirms nothing.
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
 * Seconds until the next request for the reservation's state. Most visitors confirm at once; the
 * others may take half an hour.
 */
function pauseSince(arrival: number): () => number {
  return () => {
    const minutes = (Date.now() - arrival) / 60_000;
    if (minutes < 1) return 4;
    return minutes < 3 ? 8 : 15;
  };
}
