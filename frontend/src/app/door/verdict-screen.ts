import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';

import { Questions } from '../staff/questions';
import { SignedIn } from '../staff/signed-in';
import { Count, Fill, count, fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { When, dayOf, when } from '../texts/when';
import { Admissions } from './admissions';
import { Camera } from './camera';
import { doorTexts } from './door-texts';
import { PeopleStepper } from './people-stepper';
import { ToneSymbol } from './tone-symbol';

/** A shorter wait for the answer is not worth showing, in milliseconds. */
const WAIT_MS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;
/** For so long a tap was meant for what was there before the answer, in milliseconds. */
const NEW_MS = 400;

/** The answer, over all of the screen: read at arm's length, in the dark. */
@Component({
  selector: 'app-verdict-screen',
  imports: [Count, Fill, PeopleStepper, RouterLink, ToneSymbol, When],
  templateUrl: './verdict-screen.html',
  styleUrl: './verdict-screen.scss',
})
export class VerdictScreen {
  /** The zone of the venue. */
  readonly zone = input.required<string>();
  /** The performances of tonight, by their ids. */
  readonly tonight = input.required<readonly string[]>();
  /** A check-in is to be taken back. */
  readonly undo = output<{ readonly id: string; readonly name: string }>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(doorTexts);
  protected readonly admissions = inject(Admissions);
  protected readonly camera = inject(Camera);
  private readonly signedIn = inject(SignedIn);
  private readonly questions = inject(Questions);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly begin = viewChild<ElementRef<HTMLElement>>('begin');

  /** Whether the answer takes so long that it has to be said. */
  protected readonly isWaiting = signal(false);
  protected readonly verdict = computed(() =>
    this.isWaiting() ? undefined : this.admissions.verdict(),
  );
  protected readonly tone = computed(() => this.verdict()?.tone);
  /** What came of it, in a word. */
  protected readonly word = computed(() => {
    const verdict = this.verdict();
    if (!verdict) return '';
    const { letIn, ticketFor, words } = this.t().verdict;
    const other = verdict.kind === 'wrong-performance' && verdict.refusal?.performance;
    if (other) return fill(ticketFor, { when: this.near(other.starts_at) });
    return verdict.kind === 'let-in'
      ? count(letIn, verdict.letIn?.seats ?? 0, this.languages.current())
      : words[verdict.kind];
  });
  protected readonly name = computed(() => {
    const verdict = this.verdict();
    return verdict?.letIn?.name ?? verdict?.refusal?.name ?? undefined;
  });
  protected readonly isWalkIn = computed(() => {
    const verdict = this.verdict();
    return verdict !== undefined && 'walkIns' in verdict.attempt.who;
  });
  protected readonly isBusy = computed(
    () => this.admissions.asking() !== undefined || this.admissions.undoing() !== undefined,
  );
  /** How many are here now, while somebody says so of a party that was let in whole. */
  protected readonly some = linkedSignal<unknown, number | undefined>({
    source: this.verdict,
    computation: () => undefined,
  });
  protected readonly hasFailed = linkedSignal<unknown, boolean>({
    source: this.verdict,
    computation: () => false,
  });
  /** Whether the answer has only just appeared: a second tap must not wipe it away unread. */
  protected readonly isNew = linkedSignal<unknown, boolean>({
    source: this.verdict,
    computation: (verdict) => verdict !== undefined,
  });
  /** Whether it was closed by us, and not by whoever holds it. */
  private isClosing = false;
  private readonly isShown = computed(
    () =>
      !this.signedIn.hasLapsed() && (this.isWaiting() || this.admissions.verdict() !== undefined),
  );

  constructor() {
    effect((onCleanup) => {
      if (!this.admissions.asking()) {
        this.isWaiting.set(false);
        return;
      }
      const timer = setTimeout(() => this.isWaiting.set(true), WAIT_MS);
      onCleanup(() => clearTimeout(timer));
    });
    effect((onCleanup) => {
      if (!this.verdict()) return;
      const timer = setTimeout(() => this.isNew.set(false), NEW_MS);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      const dialog = this.dialog().nativeElement;
      if (this.isShown() === dialog.open) return;
      if (this.isShown()) {
        untracked(() => dialog.showModal());
      } else {
        this.isClosing = true;
        dialog.close();
      }
    });
    // Who can't see the screen is told what has come, also when it takes the place of another.
    effect(() => {
      if (this.verdict()) this.begin()?.nativeElement.focus();
    });
  }

  /** Told late: what was closed here may have made room for another answer by now. */
  protected hasClosed(): void {
    if (!this.isClosing) this.admissions.dismiss();
    this.isClosing = false;
  }

  protected async override(): Promise<void> {
    const texts = this.t().verdict;
    const consent = await this.questions.ask({
      title: texts.overrideTitle,
      text: [texts.overrideText],
      yes: texts.overrideYes,
      needsReason: true,
    });
    if (consent) await this.admissions.tryOnTerms({ override: consent.reason });
  }

  protected async letInOnlySome(people: number): Promise<void> {
    this.hasFailed.set(!(await this.admissions.letInOnlySome(people)));
  }

  /** A time as one says it on the day: the date only when it is further away than a day. */
  private near(time: string): string {
    const { nearby } = this.t().verdict;
    const day = (date: string | Date) => Date.parse(dayOf(date, this.zone())) / DAY_MS;
    const days = [nearby.yesterday, nearby.today, nearby.tomorrow];
    const said = days[day(time) - day(new Date()) + 1];
    const language = this.languages.current();
    return said === undefined
      ? when(time, this.zone(), 'shortFull', language)
      : fill(said, { time: when(time, this.zone(), 'hour', language) });
  }

  protected isBefore(opens: string | null | undefined): boolean {
    return opens !== null && opens !== undefined && Date.parse(opens) > Date.now();
  }

  /** Lets in those of a party who are still to come, where more were asked for. */
  protected letIn(people: number): void {
    void this.admissions.tryOnTerms({ seats: people });
  }
}
