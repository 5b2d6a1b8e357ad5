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
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';

import { DialogTemplate } from '../../shared/dialogs/dialog-template';
import { Questions } from '../../shared/dialogs/questions';
import { Count, Fill, count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When, dayOf, when } from '../../shared/texts/when';
import { SignedIn } from '../shared/signed-in';
import { Admissions } from './admissions';
import { Camera } from './camera';
import { doorTexts } from './door-texts';
import { PeopleStepper } from './people-stepper';
import { ToneSymbol } from './tone-symbol';

/** A shorter wait is not shown, in milliseconds. */
const WAIT_MS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;
/** For this time, a tap was meant for what was there before the answer, in milliseconds. */
const NEW_MS = 400;

/** The full-screen answer: readable at arm's length, in the dark. */
@Component({
  selector: 'app-verdict-screen',
  imports: [Count, DialogTemplate, Fill, PeopleStepper, RouterLink, ToneSymbol, When],
  templateUrl: './verdict-screen.html',
  styleUrl: './verdict-screen.scss',
})
export class VerdictScreen {
  /** The venue's time zone. */
  readonly zone = input.required<string>();
  /** Tonight's performances by id. */
  readonly tonight = input.required<readonly string[]>();
  /** Emits when a check-in must be undone. */
  readonly undo = output<{ readonly id: string; readonly name: string }>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(doorTexts);
  protected readonly admissions = inject(Admissions);
  protected readonly camera = inject(Camera);
  private readonly signedIn = inject(SignedIn);
  private readonly questions = inject(Questions);
  private readonly begin = viewChild<ElementRef<HTMLElement>>('begin');

  /** Whether the wait is long enough to show it. */
  protected readonly isWaiting = signal(false);
  protected readonly verdict = computed(() =>
    this.isWaiting() ? undefined : this.admissions.verdict(),
  );
  protected readonly tone = computed(() => this.verdict()?.tone);
  /** The result in a word. */
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
  /** The number of people present, while staff correct a fully admitted party. */
  protected readonly some = linkedSignal<unknown, number | undefined>({
    source: this.verdict,
    computation: () => undefined,
  });
  protected readonly hasFailed = linkedSignal<unknown, boolean>({
    source: this.verdict,
    computation: () => false,
  });
  /** Whether the answer has just appeared: a second tap must not close it unread. */
  protected readonly isNew = linkedSignal<unknown, boolean>({
    source: this.verdict,
    computation: (verdict) => verdict !== undefined,
  });
  protected readonly isShown = computed(
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
    // Move the focus for screen readers, also when one answer replaces another.
    effect(() => {
      if (this.verdict()) this.begin()?.nativeElement.focus();
    });
  }

  protected async override(): Promise<void> {
    const texts = this.t().verdict;
    const consent = await this.questions.ask({
      title: texts.overrideTitle,
      text: [texts.overrideText],
      yes: texts.overrideYes,
      needsReason: true,
    });
    if (consent) await this.admissions.retryWithTerms({ override: consent.reason });
  }

  protected async letInOnlySome(people: number): Promise<void> {
    this.hasFailed.set(!(await this.admissions.letInOnlySome(people)));
  }

  /** Formats a time relative to today; with a date only if it is more than a day away. */
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

  /** Admits the people who are still missing, if more were requested. */
  protected letIn(people: number): void {
    void this.admissions.retryWithTerms({ seats: people });
  }
}
