import {
  Component,
  DOCUMENT,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import type { DoorList, DoorParty, DoorPerformance, PartyInside } from '../../shared/api/schema';
import { ScreenLight } from '../../shared/browser/screen-light';
import { CloseButton } from '../../shared/dialogs/close-button';
import { DialogTemplate } from '../../shared/dialogs/dialog-template';
import { Notices } from '../../shared/dialogs/notices';
import { Questions } from '../../shared/dialogs/questions';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Count, Fill, count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When, when } from '../../shared/texts/when';
import { Admissions } from './admissions';
import type { Terms, Who } from './attempt';
import { Camera } from './camera';
import { Counts } from './counts';
import { DoorSignals } from './door-signals';
import { doorTexts } from './door-texts';
import { DoubleReads } from './double-reads';
import { housesTonight } from './houses-tonight';
import type { OpenAttempt } from './open-attempts';
import { PartySearch } from './party-search';
import { PartySheet } from './party-sheet';
import { PeopleChoice } from './people-choice';
import { Scanner } from './scanner';
import { ticketIn } from './ticket-code';
import { typedCodes } from './typed-codes';
import { VerdictScreen } from './verdict-screen';

/** How long the notice about an unknown code is shown, in milliseconds. */
const NOT_OURS_MS = 2_500;

@Component({
  selector: 'app-at-the-door',
  imports: [
    CloseButton,
    Count,
    Counts,
    DialogTemplate,
    Fill,
    MatButton,
    PartySearch,
    PartySheet,
    PeopleChoice,
    RouterLink,
    Scanner,
    VerdictScreen,
    When,
  ],
  providers: [Admissions, Camera, DoorSignals, ScreenLight],
  templateUrl: './at-the-door.html',
  styleUrl: './at-the-door.scss',
})
export class AtTheDoor {
  /** The performance's id, from the address. */
  readonly performance = input.required<string>();
  /** A party to show, from the address. */
  readonly search = input<string>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(doorTexts);
  protected readonly staff = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly admissions = inject(Admissions);
  private readonly notices = inject(Notices);
  private readonly questions = inject(Questions);
  private readonly signals = inject(DoorSignals);
  private readonly partySearch = viewChild(PartySearch);

  private readonly tonights = housesTonight();
  private readonly isTonight = computed(() => {
    const items = this.tonights.value()?.items;
    return items?.some(({ id }) => id === this.performance());
  });
  /** Staff who may see the lists of any day can also work at the door of another day. */
  private readonly another = answer<DoorList>(() =>
    this.isTonight() === false
      ? at('/api/v1/door/performances/{id}', { id: this.performance() })
      : undefined,
  );
  protected readonly house = computed<DoorPerformance | undefined>(() => {
    const found = this.tonights.value()?.items.find(({ id }) => id === this.performance());
    return found ?? this.another.value()?.performance;
  });
  protected readonly isCancelled = computed(() => this.house()?.booking.state === 'cancelled');
  protected readonly failure = computed(() => this.tonights.failure() ?? this.another.failure());
  protected readonly tonight = computed(
    () => this.tonights.value()?.items.map(({ id }) => id) ?? [],
  );

  protected readonly isNotOurs = signal(false);
  /** How many people the next ticket admits, if not the whole party. */
  protected readonly some = signal<number | undefined>(undefined);
  /** The overlay on the page. */
  protected readonly open = linkedSignal<string, 'some' | 'walk-in' | undefined>({
    source: this.performance,
    computation: () => undefined,
  });
  protected readonly party = linkedSignal<string, DoorParty | undefined>({
    source: this.performance,
    computation: () => undefined,
  });
  /** Counts actions, so that the list reloads after each. */
  protected readonly deeds = signal(0);

  private readonly reads = new DoubleReads();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    pageTitle(() => this.house()?.show.title ?? (this.failure() ? this.t().title : undefined));
    effect(() => this.admissions.begin(this.performance()));
    effect(() => {
      const verdict = this.admissions.verdict();
      if (verdict) untracked(() => this.signals.give(verdict.tone));
    });
    inject(ScreenLight).hold();
    typedCodes(inject(DOCUMENT), (readings) => void this.takeTyped(readings));
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  /** Handles a code from the camera, which reads it repeatedly. */
  protected async handleCode(text: string): Promise<void> {
    const ticket = ticketIn(text);
    if (!ticket) this.showUnknownCode();
    // The code is still in front of the camera after the previous answer.
    else if (!this.admissions.asking()) await this.takeTicket(ticket);
  }

  protected async takeTicket(ticket: string): Promise<void> {
    if (!this.reads.isNewScan(ticket, performance.now())) return;
    const seats = this.some();
    await this.letIn({ ticket }, seats === undefined ? {} : { seats });
    this.reads.noteAnswer(ticket, performance.now());
  }

  /** Opens a party, unless an admission is running: an extra tap may hit the list. */
  protected show(party: DoorParty): void {
    if (!this.admissions.asking()) this.party.set(party);
  }

  protected closeParty(): void {
    this.party.set(undefined);
  }

  /** A sheet admits once: a second tap can come before the sheet is closed. */
  protected async letInParty(party: DoorParty, people: number): Promise<void> {
    if (this.party() !== party) return;
    const isWhole = people === party.seats - party.admitted;
    this.party.set(undefined);
    this.partySearch()?.clear();
    await this.letIn({ reservation_id: party.id }, isWhole ? {} : { seats: people });
  }

  protected async seatWalkIns(people: number): Promise<void> {
    if (this.open() !== 'walk-in') return;
    this.open.set(undefined);
    await this.letIn({ walkIns: true }, { seats: people });
  }

  protected async undo(checkIn: { readonly id: string; readonly name: string }): Promise<void> {
    try {
      await this.admissions.undo(checkIn.id);
      this.party.set(undefined);
      this.notices.say(fill(this.t().last.undone, { name: checkIn.name }));
    } catch {
      this.notices.say(this.t().verdict.notDone);
    }
    this.countAgain();
  }

  protected undoOf(party: DoorParty, checkIn: PartyInside): Promise<void> {
    return this.undo({ id: checkIn.id, name: party.name ?? this.t().erased });
  }

  protected describe({ attempt, at: time }: OpenAttempt, zone: string): string {
    const texts = this.t().open;
    const language = this.languages.current();
    const said = { at: when(time, zone, 'hour', language) };
    const { who, terms } = attempt;
    if ('walkIns' in who) return count(texts.walkIns, terms.seats ?? 1, language, said);
    return fill('ticket' in who ? texts.ticket : texts.party, said);
  }

  protected async sendAgain({ attempt }: OpenAttempt): Promise<void> {
    await this.admissions.resend(attempt);
    this.countAgain();
  }

  protected async discard({ attempt }: OpenAttempt): Promise<void> {
    const texts = this.t().open;
    const consent = await this.questions.ask({
      title: texts.discardTitle,
      text: [texts.discardText],
      yes: texts.discardYes,
      isDestructive: true,
    });
    if (consent) this.admissions.discard(attempt);
  }

  protected chooseSome(people: number | undefined): void {
    this.some.set(people);
    this.open.set(undefined);
  }

  protected tryAgain(): void {
    this.tonights.reload();
    this.another.reload();
  }

  private async letIn(who: Who, terms: Terms): Promise<void> {
    await this.admissions.letIn(who, terms);
    this.some.set(undefined);
    this.countAgain();
  }

  private async takeTyped(readings: readonly string[]): Promise<void> {
    const ticket = readings.map(ticketIn).find((found) => found !== undefined);
    if (ticket) await this.takeTicket(ticket);
    else this.showUnknownCode();
  }

  private showUnknownCode(): void {
    this.isNotOurs.set(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.isNotOurs.set(false), NOT_OURS_MS);
  }

  private countAgain(): void {
    this.tonights.reload();
    this.deeds.update((deeds) => deeds + 1);
  }
}
