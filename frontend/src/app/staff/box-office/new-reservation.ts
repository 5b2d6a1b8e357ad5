import { HttpClient } from '@angular/common/http';
import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { FormRoot, TreeValidationResult, apply, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Attempts } from '../../shared/booking/attempts';
import { likelyAddress } from '../../shared/booking/likely-address';
import { SeatStepper } from '../../shared/booking/seat-stepper';
import { HasUnsaved } from '../../shared/dialogs/leaving';
import { refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { Count, Fill, count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { RESERVATIONS, ReservationDetail } from './api';
import { comingPerformances } from './coming-performances';
import { asGuest, guestRules, noGuest } from './guest-draft';
import { GuestFields } from './guest-fields';
import { PerformancePicker } from './performance-picker';
import { refusedInWords } from './refusals';
import { reservationsTexts } from './reservations-texts';

/** The box office may exceed these limits, visitors may not. */
const BEYOND_LIMITS = new Set(['too-many-reservations']);
/** Most parties are two people. */
const MOST_COMMON_PARTY = 2;

/** Creates a reservation for a guest on the phone or at the box office. */
@Component({
  selector: 'app-new-reservation',
  imports: [
    Count,
    Fill,
    FormRoot,
    GuestFields,
    MatButton,
    PerformancePicker,
    RouterLink,
    SeatStepper,
    When,
  ],
  templateUrl: './new-reservation.html',
  styleUrl: './new-reservation.scss',
})
export class NewReservation implements HasUnsaved {
  /** The preselected performance, from the address. */
  readonly performance = input<string>();

  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly attempts = inject(Attempts);
  private readonly result = viewChild<ElementRef<HTMLElement>>('result');
  private readonly site = inject(TheSite).site;

  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly sending = sending();
  protected readonly chosen = linkedSignal(() => this.performance());
  protected readonly coming = comingPerformances(this.chosen);
  protected readonly chosenPerformance = this.coming.wanted;
  protected readonly seats = signal(MOST_COMMON_PARTY);
  protected readonly draft = signal(noGuest(this.languages.current()));
  protected readonly guest = form(
    this.draft,
    (guest) =>
      apply(
        guest,
        guestRules(() => this.t().wrong),
      ),
    {
      submission: { action: () => this.book(), onInvalid: () => this.showFirstFault() },
    },
  );
  /** The new reservation, for reading its code out. */
  protected readonly booked = signal<ReservationDetail | undefined>(undefined);
  protected readonly lacksPerformance = signal(false);
  protected readonly visitorLimit = computed(() => this.site()?.booking?.max_seats_per_reservation);
  protected readonly isLargeParty = computed(
    () => this.seats() > (this.visitorLimit() ?? Infinity),
  );
  protected readonly areTooMany = computed(
    () => this.seats() > (this.chosenPerformance()?.available ?? Infinity),
  );
  /** The doubtful address that the form has already asked about. */
  protected readonly doubtfulAddress = signal<string | undefined>(undefined);
  /** Why the booking was refused; reset by the next change. */
  protected readonly refused = linkedSignal<unknown, string | undefined>({
    source: () => [this.draft(), this.seats(), this.chosen()],
    computation: () => undefined,
  });
  protected readonly canExceedLimits = signal(false);
  readonly isUnsaved = computed(
    () => this.booked() === undefined && (this.draft().name !== '' || this.draft().email !== ''),
  );

  constructor() {
    pageTitle(() => this.t().create.title);
  }

  /** Books beyond the visitors' limits. */
  protected async bookBeyondLimits(): Promise<void> {
    await this.send(true);
  }

  /** Starts the next reservation, for the same performance and another guest. */
  protected nextOne(): void {
    this.booked.set(undefined);
    this.seats.set(MOST_COMMON_PARTY);
    this.guest().reset(noGuest(this.draft().locale));
    this.doubtfulAddress.set(undefined);
    this.coming.reload();
    setTimeout(() => focusField(this.guest.name()));
  }

  private async book(): Promise<TreeValidationResult> {
    this.lacksPerformance.set(this.chosen() === undefined);
    if (this.lacksPerformance() || this.asksFirst()) return undefined;
    return this.send(this.isLargeParty());
  }

  /** Asks about a doubtful address instead of booking, but only once: it may be right. */
  private asksFirst(): boolean {
    const typed = this.draft().email;
    if (!likelyAddress(typed) || this.doubtfulAddress() === typed) return false;
    this.doubtfulAddress.set(typed);
    return true;
  }

  private async send(beyondLimits: boolean): Promise<TreeValidationResult> {
    const performance = this.chosen() ?? '';
    const request = {
      performance_id: performance,
      seats: this.seats(),
      ...asGuest(this.draft()),
      confirmed: true,
      beyond_limits: beyondLimits,
    };
    const key = this.attempts.keyFor(performance, request);
    const headers = { 'Idempotency-Key': key };
    const booked = await this.sending.send(
      this.http.post<ReservationDetail>(RESERVATIONS, request, { headers }),
    );
    if (booked) {
      this.attempts.end();
      this.booked.set(booked);
      setTimeout(() => this.result()?.nativeElement.focus());
      return undefined;
    }
    return this.explain();
  }

  /** Shows refusals at their fields, or else at the button. */
  private explain(): TreeValidationResult {
    const why = this.sending.failure();
    // A second press during the request is not a refusal.
    if (!why) return undefined;
    const { name, email, phone, notes } = this.guest;
    const faults = refusedFields(why, { name, email, phone, notes });
    if (faults.length > 0) {
      setTimeout(() => this.showFirstFault());
      return faults;
    }
    this.canExceedLimits.set(BEYOND_LIMITS.has(why.name));
    this.refused.set(
      refusedInWords(why, this.t().refused, this.languages.current()) ?? this.sending.said(),
    );
    this.coming.reload();
    return undefined;
  }

  private showFirstFault(): void {
    this.lacksPerformance.set(this.chosen() === undefined);
    focusField(this.guest().errorSummary()[0]?.fieldTree());
  }

  protected readonly inWords = computed(() => {
    const booked = this.booked();
    if (!booked) return '';
    const { mailed, noMail } = this.t().create;
    const seats = count(this.t().seats, booked.seats, this.languages.current());
    return booked.email ? fill(mailed, { seats, email: booked.email }) : fill(noMail, { seats });
  });
}
