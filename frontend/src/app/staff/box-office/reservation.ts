import {
  Component,
  DOCUMENT,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { bookingTexts } from '../../shared/booking/booking-texts';
import { DialogTemplate } from '../../shared/dialogs/dialog-template';
import { Notices } from '../../shared/dialogs/notices';
import { Question } from '../../shared/dialogs/question-dialog';
import { Questions } from '../../shared/dialogs/questions';
import { Compared, Conflict } from '../../shared/forms/conflict';
import { edited } from '../../shared/forms/edited';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { Count, Fill, count, fill } from '../../shared/texts/fill';
import { LanguageName } from '../../shared/texts/language-name';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { Mail, RESERVATIONS, ReservationDetail } from './api';
import { CancelParty } from './cancel-party';
import { ChangeParty } from './change-party';
import { CorrectGuest } from './correct-guest';
import { History } from './history-list';
import { isUndelivered } from './mail-problem';
import { Mails } from './mails';
import { PartyCheckIns } from './party-check-ins';
import { refusedInWords } from './refusals';
import { reservationsTexts } from './reservations-texts';
import { StatusBadge } from './status-badge';
import { TransferParty } from './transfer-party';

/** Interval for checking a waiting message, in milliseconds. */
const LOOK_AGAIN_MS = 3_000;
/** A message that waits longer has another problem, in milliseconds. */
const A_WHILE_MS = 120_000;

/** The actions that need a dialog. */
type Act = 'seats' | 'correct' | 'transfer' | 'cancel';

/** A reservation with all its data and actions. */
@Component({
  selector: 'app-reservation-page',
  imports: [
    CancelParty,
    ChangeParty,
    Conflict,
    CorrectGuest,
    Count,
    DialogTemplate,
    Fill,
    History,
    LanguageName,
    Mails,
    MatButton,
    PartyCheckIns,
    RouterLink,
    StatusBadge,
    TransferParty,
    When,
  ],
  templateUrl: './reservation.html',
  styleUrl: './reservation.scss',
})
export class ReservationPage {
  readonly id = input.required<string>();
  /** The action to start on arrival, from the address. */
  readonly act = input<string>();

  private readonly document = inject(DOCUMENT);
  private readonly languages = inject(Languages);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);

  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly booking = this.languages.texts(bookingTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly thing = edited<ReservationDetail>(() => `${RESERVATIONS}/${this.id()}`);
  protected readonly reservation = this.thing.value;
  /** The action of the open dialog. */
  protected readonly doing = signal<Act | undefined>(undefined);
  /** The party size of the last request. */
  private readonly asked = signal<number | undefined>(undefined);
  protected readonly isUndelivered = computed(() => {
    const reservation = this.reservation();
    return reservation !== undefined && isUndelivered(reservation);
  });
  /** Whether the performance is cancelled: then there is nothing to prepare. */
  protected readonly isOff = computed(() => {
    const reservation = this.reservation();
    return reservation !== undefined && reservation.performance.cancelled_at !== null;
  });
  /** The party after another person's change, to compare with the request. */
  protected readonly compared = computed<readonly Compared[]>(() => {
    const theirs = this.thing.theirs();
    const asked = this.asked();
    if (!theirs || asked === undefined) return [];
    const { columns, statuses } = this.t();
    const seen = this.reservation() ?? theirs;
    const said = (seats: number) => count(this.t().seats, seats, this.languages.current());
    return [
      { label: columns.seats, mine: said(asked), theirs: said(theirs.seats) },
      { label: columns.status, mine: statuses[seen.status], theirs: statuses[theirs.status] },
    ];
  });
  /** Why the last action failed. */
  protected readonly refused = computed(() => {
    const why = this.thing.sending.failure();
    return (
      why && (refusedInWords(why, this.t().refused, this.languages.current()) ?? this.sayWhy(why))
    );
  });

  constructor() {
    pageTitle(() => {
      const reservation = this.reservation();
      return reservation ? (reservation.name ?? this.t().erased) : this.t().title;
    });
    // A new message is sent within a moment, and the user waits for it.
    effect((onCleanup) => {
      const isNew = ({ created_at }: Mail) => Date.now() - Date.parse(created_at) < A_WHILE_MS;
      const mails = this.reservation()?.mails ?? [];
      if (!mails.some((mail) => mail.state === 'waiting' && isNew(mail))) return;
      const timer = setTimeout(() => this.thing.reload(), LOOK_AGAIN_MS);
      onCleanup(() => clearTimeout(timer));
    });
    // Starts the requested action once.
    const arrival = effect(() => {
      if (!this.reservation()) return;
      if (untracked(this.act) === 'correct') this.begin('correct');
      arrival.destroy();
    });
  }

  protected begin(act: Act): void {
    this.thing.sending.clear();
    this.doing.set(act);
  }

  protected end(): void {
    this.doing.set(undefined);
    this.thing.takeTheirs();
  }

  protected async confirm(reservation: ReservationDetail): Promise<void> {
    const { confirm } = this.t().acts;
    const gaps = {
      name: reservation.name ?? this.t().erased,
      seats: this.seats(reservation),
      email: reservation.email ?? '',
    };
    const text = fill(reservation.email ? confirm.text : confirm.textNoMail, gaps);
    await this.ask(
      { title: confirm.title, text: [text], yes: confirm.yes },
      { url: this.at('confirm'), body: {} },
      fill(confirm.done, gaps),
    );
  }

  protected async resend(reservation: ReservationDetail): Promise<void> {
    const { resend } = this.t().acts;
    const text = fill(resend.text, { email: reservation.email ?? '' });
    await this.ask(
      { title: resend.title, text: [text], yes: resend.yes },
      { url: this.at('resend'), body: {} },
      fill(resend.done, { name: reservation.name ?? this.t().erased }),
    );
  }

  /** Ends the links and tickets that were sent before. */
  protected async replaceTicket(reservation: ReservationDetail): Promise<void> {
    const { newTicket } = this.t().acts;
    const text = fill(newTicket.text, { email: reservation.email ?? '' });
    await this.ask(
      { title: newTicket.title, text: [text], yes: newTicket.yes },
      { url: this.at('new-ticket'), body: {} },
      fill(newTicket.done, { name: reservation.name ?? this.t().erased }),
    );
  }

  protected async changeSeats(seats: number): Promise<void> {
    const seen = this.reservation();
    this.asked.set(seats);
    const edit = { method: 'PATCH', body: { seats } } as const;
    await this.told(this.thing.save(edit), this.resized);
    const theirs = this.thing.theirs();
    if (!theirs) return;
    // Changes of other fields do not matter. If the reservation can no longer be changed, there is
    // no choice, and the server gives the reason.
    const isOtherChange = theirs.seats === seen?.seats && theirs.status === seen.status;
    if (isOtherChange || !theirs.can.change_seats) {
      this.thing.takeTheirs();
      await this.told(this.thing.save(edit), this.resized);
    }
  }

  protected async keepMine(): Promise<void> {
    await this.told(this.thing.overwrite(), this.resized);
  }

  protected async cancel(tell: boolean): Promise<void> {
    const { cancel } = this.t().acts;
    await this.save({ method: 'POST', url: this.at('cancel'), body: { tell } }, () =>
      tell ? cancel.doneAndTold : cancel.done,
    );
  }

  protected async transfer(performance: string): Promise<void> {
    await this.save(
      { method: 'POST', url: this.at('move'), body: { performance_id: performance } },
      () => this.t().acts.transfer.done,
    );
  }

  /** The guest's data are corrected: the mail may not have reached them. */
  protected async corrected(after: ReservationDetail): Promise<void> {
    const before = this.reservation();
    this.end();
    this.thing.reload();
    const { correct, resend } = this.t().acts;
    const isReachable = after.email !== null && after.can.resend;
    // For a new address, the server has sent new links and ended the old ones.
    const isMailed = isReachable && after.email?.toLowerCase() !== before?.email?.toLowerCase();
    this.notices.say(isMailed ? correct.doneAndMailed : correct.done);
    if (isMailed || !isReachable || !isUndelivered(after)) return;
    await this.ask(
      {
        title: resend.titleCorrected,
        text: [fill(resend.text, { email: after.email })],
        yes: resend.yes,
        no: resend.no,
      },
      { url: this.at('resend'), body: {} },
      fill(resend.done, { name: after.name ?? this.t().erased }),
    );
  }

  protected print(): void {
    this.document.defaultView?.print();
  }

  private at(act: string): string {
    return `${RESERVATIONS}/${this.id()}/${act}`;
  }

  private seats({ seats }: ReservationDetail): string {
    return count(this.t().seats, seats, this.languages.current());
  }

  private readonly resized = (after: ReservationDetail) =>
    fill(this.t().acts.seats.done, { seats: this.seats(after) });

  private async ask(
    question: Question,
    edit: { readonly url: string; readonly body: unknown },
    done: string,
  ): Promise<void> {
    if (await this.questions.ask(question))
      await this.save({ method: 'POST', ...edit }, () => done);
  }

  private async save(
    edit: Parameters<typeof this.thing.save>[0],
    done: (after: ReservationDetail) => string,
  ): Promise<void> {
    await this.told(this.thing.save(edit), done);
  }

  private async told(
    saving: Promise<ReservationDetail | undefined>,
    done: (after: ReservationDetail) => string,
  ): Promise<void> {
    const after = await saving;
    if (after) {
      this.end();
      this.notices.say(done(after));
    } else if (this.thing.sending.failure() && !this.thing.theirs()) {
      // Somebody else may have changed it: show the present state.
      this.thing.reload();
    }
  }
}
