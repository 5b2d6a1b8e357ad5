import { NgComponentOutlet } from '@angular/common';
import {
  ApplicationRef,
  Component,
  ElementRef,
  OnInit,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import {
  FormField,
  FormRoot,
  TreeValidationResult,
  ValidationError,
  form,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';

import { Failure } from '../../shared/api/problem';
import type { FieldError, Performance } from '../../shared/api/schema';
import { hasOptionalInput } from '../../shared/booking/booking-input';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { likelyAddress } from '../../shared/booking/likely-address';
import { SeatStepper } from '../../shared/booking/seat-stepper';
import { InTurn } from '../../shared/first-page/in-turn';
import { loaded } from '../../shared/first-page/on-demand';
import { focusField } from '../../shared/forms/focus-field';
import { Connection } from '../../shared/network/connection';
import { TheSite } from '../../shared/site/the-site';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { bookingRules } from './booking-rules';
import { Bookings } from './bookings';
import { Draft } from './draft';
import { Refusal, refusal, refusalInWords } from './refusal';
import { StoredBooking } from './stored-bookings';
import { TextField } from './text-field';

type Fault = ValidationError.WithOptionalFieldTree;

/** Delay before the form shows that it is sending, in milliseconds. */
const A_MOMENT_MS = 300;

@Component({
  selector: 'app-booking-form',
  imports: [
    Count,
    Fill,
    FormField,
    FormRoot,
    InTurn,
    MatButton,
    MatCheckbox,
    NgComponentOutlet,
    SeatStepper,
    TextField,
  ],
  templateUrl: './booking-form.html',
  styleUrl: './booking-form.scss',
})
export class BookingForm implements OnInit {
  readonly performance = input.required<Performance>();
  /** The element to focus on arrival, if the visitor came by a button on this page. */
  readonly startAt = input<'heading' | 'email'>();
  /** Emits when the seats are held. */
  readonly booked = output<StoredBooking>();
  /** Emits when the server refuses; the performance may have changed. */
  readonly refused = output<Failure>();

  private readonly languages = inject(Languages);
  private readonly connection = inject(Connection);
  private readonly bookings = inject(Bookings);
  private readonly draft = inject(Draft);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly doubt = viewChild<ElementRef<HTMLElement>>('doubt');

  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = inject(TheSite).site;
  /** The largest party that can be booked now. */
  protected readonly most = computed(() => {
    const { available, max_seats: largest } = this.performance().booking;
    return Math.min(available, largest);
  });
  protected readonly form = form(
    this.draft.wishes,
    bookingRules(
      () => ({ wrong: this.t().wrong, fewerLeft: this.t().seats.fewerLeft }),
      this.languages.current,
      this.most,
    ),
    {
      submission: { action: () => this.book(), onInvalid: () => this.showFirstFault() },
    },
  );
  protected readonly seats = computed(() => this.form.seats().value());
  protected readonly areTooMany = computed(() => this.seats() > this.most());
  protected readonly areLastSeats = computed(
    () => this.seats() === this.performance().booking.available,
  );
  protected readonly isLargestParty = computed(
    () => this.seats() === this.performance().booking.max_seats,
  );
  /** The sentence with the theatre's address, before and after the address. */
  protected readonly writeTo = computed(() => {
    const [before, after] = this.t().seats.writeTo.split('{email}');
    return { before, after };
  });
  /** The probably intended address, after the visitor has left the field. */
  protected readonly meant = computed(() =>
    this.form.email().touched() ? likelyAddress(this.form.email().value()) : undefined,
  );
  /** The doubtful address that the form has already asked about. */
  protected readonly doubtfulAddress = signal<string | undefined>(undefined);
  /** Whether the rest of the page is there. */
  private readonly isComplete = signal(false);
  /** The optional fields, once they are loaded. */
  protected readonly moreFields = loaded(() => import('./more-fields').then((m) => m.MoreFields));
  protected readonly moreIsOpen = signal(hasOptionalInput(this.draft.wishes()));
  protected readonly consentFault = computed(() => {
    const consent = this.form.privacy_accepted();
    // The checkbox itself also reports an error, without a text.
    return consent.touched() ? consent.errors().find(({ message }) => message)?.message : undefined;
  });
  protected readonly isSending = computed(() => this.form().submitting());
  protected readonly isSlow = signal(false);
  /** Why the booking was refused; reset by the next change. */
  private readonly refusedWith = linkedSignal<unknown, Refusal | undefined>({
    source: this.draft.wishes,
    computation: () => undefined,
  });
  protected readonly canTryAgain = computed(() => this.refusedWith()?.canRetry ?? false);
  protected readonly whyRefused = computed(() => {
    const why = this.refusedWith();
    const isOffline = this.connection.state() === 'offline';
    return why && refusalInWords(why, this.t().refused, this.languages.current(), isOffline);
  });

  constructor() {
    void inject(ApplicationRef)
      .whenStable()
      .then(() => this.isComplete.set(true));
    afterNextRender(() => {
      if (this.startAt() === 'heading') this.heading().nativeElement.focus();
      if (this.startAt() === 'email') focusField(this.form.email());
    });
  }

  ngOnInit(): void {
    // When the visitor corrects the address, the consent of the same booking still applies.
    if (this.startAt() !== 'email') this.draft.withdrawConsent();
    this.draft.suggestSeats(this.performance().booking.default_seats);
    // The visitor has not chosen a number yet.
    if (this.areTooMany() && this.draft.wishes().name === '') this.takeAvailableSeats();
  }

  protected takeAvailableSeats(): void {
    this.form.seats().value.set(Math.max(1, this.most()));
  }

  protected takeMeant(address: string): void {
    this.form.email().value.set(address);
    focusField(this.form.email());
  }

  private async book(): Promise<TreeValidationResult> {
    if (this.asksFirst()) return undefined;
    this.refusedWith.set(undefined);
    const timeout = setTimeout(() => this.isSlow.set(true), A_MOMENT_MS);
    try {
      const booking = await this.bookings.book(this.performance().id, this.draft.wishes());
      this.draft.clear();
      this.booked.emit(booking);
      return undefined;
    } catch (error) {
      return this.explain(refusal(error));
    } finally {
      clearTimeout(timeout);
      this.isSlow.set(false);
    }
  }

  /** Asks about a doubtful address instead of booking, but only once: it may be right. */
  private asksFirst(): boolean {
    const typed = this.form.email().value();
    if (!likelyAddress(typed) || this.doubtfulAddress() === typed) return false;
    this.doubtfulAddress.set(typed);
    // Wait until the last input is applied.
    setTimeout(() => this.doubt()?.nativeElement.focus());
    return true;
  }

  /** Shows refusals at their fields, or else at the button. */
  private explain(why: Refusal): Fault[] {
    const faults = (why.failure.problem?.errors ?? []).flatMap((error) => this.faultsOf(error));
    if (faults.length > 0) setTimeout(() => this.showFirstFault());
    else this.refusedWith.set(why);
    this.refused.emit(why.failure);
    return faults;
  }

  private faultsOf({ field, code, message }: FieldError): Fault[] {
    const [, fieldTree] = [...this.form].find(([name]) => field.startsWith(name)) ?? [];
    return fieldTree ? [{ kind: code, message, fieldTree }] : [];
  }

  private showFirstFault(): void {
    const [first] = this.form().errorSummary();
    const folded = [this.form.phone, this.form.notes].map((field) => field());
    if (folded.some((field) => field.invalid())) this.moreIsOpen.set(true);
    // A collapsed section must be opened before its field can be focused.
    setTimeout(() => focusField(first?.fieldTree()));
  }
}
