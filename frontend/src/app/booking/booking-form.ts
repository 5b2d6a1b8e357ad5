import {
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

import { leadTo } from '../look/lead-to';
import { Failure } from '../api/problem';
import type { FieldError, Performance } from '../api/schema';
import { InTurn } from '../first-page/in-turn';
import { Connection } from '../network/connection';
import { TheSite } from '../site/the-site';
import { Count, Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { bookingRules } from './booking-rules';
import { bookingTexts } from './booking-texts';
import { Bookings } from './bookings';
import { Draft } from './draft';
import { KeptBooking } from './kept-bookings';
import { likelyAddress } from './likely-address';
import { Refusal, refusal, refusalInWords } from './refusal';
import { SeatStepper } from './seat-stepper';
import { TextField } from './text-field';
import { ACCESS_NEEDS, saysMore } from './wishes';

type Fault = ValidationError.WithOptionalFieldTree;

/** What takes less needs no word, in milliseconds. */
const A_MOMENT_MS = 300;

/** Asks who comes and with how many, and books. */
@Component({
  selector: 'app-booking-form',
  imports: [Count, Fill, FormField, FormRoot, InTurn, SeatStepper, TextField],
  templateUrl: './booking-form.html',
  styleUrl: './booking-form.scss',
})
export class BookingForm implements OnInit {
  readonly performance = input.required<Performance>();
  /** Where the visitor is taken on arrival, who came here by a button of this page. */
  readonly startAt = input<'heading' | 'email'>();
  /** The seats are held. */
  readonly booked = output<KeptBooking>();
  /** The server had a reason; perhaps the performance is not what it was. */
  readonly refused = output<Failure>();

  private readonly languages = inject(Languages);
  private readonly connection = inject(Connection);
  private readonly bookings = inject(Bookings);
  private readonly draft = inject(Draft);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly doubt = viewChild<ElementRef<HTMLElement>>('doubt');

  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly site = inject(TheSite).site;
  protected readonly accessNeeds = ACCESS_NEEDS;
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
  protected readonly areAllThatIsLeft = computed(
    () => this.seats() === this.performance().booking.available,
  );
  protected readonly isLargestParty = computed(
    () => this.seats() === this.performance().booking.max_seats,
  );
  /** The address that was probably meant, once the visitor has gone on. */
  protected readonly meant = computed(() =>
    this.form.email().touched() ? likelyAddress(this.form.email().value()) : undefined,
  );
  /** The doubtful address that the visitor was asked about when they wanted to book. */
  protected readonly askedAbout = signal<string | undefined>(undefined);
  protected readonly moreIsOpen = signal(saysMore(this.draft.wishes()));
  protected readonly isSending = computed(() => this.form().submitting());
  protected readonly takesItsTime = signal(false);
  /** Why nothing was booked; it stands until something is changed. */
  private readonly refusedWith = linkedSignal<unknown, Refusal | undefined>({
    source: this.draft.wishes,
    computation: () => undefined,
  });
  protected readonly canTryAgain = computed(() => this.refusedWith()?.isWorthAnotherTry ?? false);
  protected readonly whyRefused = computed(() => {
    const why = this.refusedWith();
    const isOffline = this.connection.state() === 'offline';
    return why && refusalInWords(why, this.t().refused, this.languages.current(), isOffline);
  });

  constructor() {
    afterNextRender(() => {
      if (this.startAt() === 'heading') this.heading().nativeElement.focus();
      if (this.startAt() === 'email') leadTo(this.form.email());
    });
  }

  ngOnInit(): void {
    // A mistyped address is corrected by who consented a minute ago, and for the same booking
    if (this.startAt() !== 'email') this.draft.withdrawConsent();
    this.draft.suggestSeats(this.performance().booking.default_seats);
    // Nobody has asked for so many yet
    if (this.areTooMany() && this.draft.wishes().name === '') this.takeWhatIsLeft();
  }

  protected takeWhatIsLeft(): void {
    this.form.seats().value.set(Math.max(1, this.most()));
  }

  protected takeMeant(address: string): void {
    this.form.email().value.set(address);
    leadTo(this.form.email());
  }

  private async book(): Promise<TreeValidationResult> {
    if (this.asksFirst()) return undefined;
    this.refusedWith.set(undefined);
    const patience = setTimeout(() => this.takesItsTime.set(true), A_MOMENT_MS);
    try {
      const booking = await this.bookings.book(this.performance().id, this.draft.wishes());
      this.draft.clear();
      this.booked.emit(booking);
      return undefined;
    } catch (error) {
      return this.explain(refusal(error));
    } finally {
      clearTimeout(patience);
      this.takesItsTime.set(false);
    }
  }

  /** Asks about a doubtful address instead of booking, but only once: it may be right. */
  private asksFirst(): boolean {
    const typed = this.form.email().value();
    if (!likelyAddress(typed) || this.askedAbout() === typed) return false;
    this.askedAbout.set(typed);
    // It may not stand there before what was typed last has been taken up
    setTimeout(() => this.doubt()?.nativeElement.focus());
    return true;
  }

  /** Shows what was refused beside the field that it is about, or else by the button. */
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
    // What is folded away can't be focused before it has been opened
    setTimeout(() => leadTo(first?.fieldTree()));
  }
}
