import { Component, computed, inject, input, model, signal } from '@angular/core';

import { Field } from '../../staff/field';
import { Count, Fill } from '../../texts/fill';
import { Languages } from '../../texts/languages';
import { When } from '../../texts/when';
import { datesOf } from './every-week';
import { officePerformancesTexts } from './performances-texts';
import { JudgedDate, RunDate, inOrder } from './run';
import { WhichOfTwo } from './which-of-two';

/** The days of the week by their numbers (ISO 8601). */
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** A Monday, by which the days of the week are named. */
const SOME_MONDAY = Date.parse('2027-01-04T12:00:00Z');

/** What keeps a rhythm from making any date. */
type WhyNone = 'order' | 'weekday' | 'days' | 'time' | 'none';

/** The dates of a run: added one by one or week by week, each with what is wrong with it. */
@Component({
  selector: 'app-run-dates',
  imports: [Count, Field, Fill, When, WhichOfTwo],
  templateUrl: './run-dates.html',
  styleUrl: './run-dates.scss',
})
export class RunDates {
  readonly dates = model.required<readonly RunDate[]>();
  /** The same as they were looked at. */
  readonly judged = input.required<readonly JudgedDate[]>();
  /** Whose clocks show the times (IANA). */
  readonly zone = input.required<string>();
  /** Whether somebody wanted to save, so that what is missing may be told. */
  readonly wereAskedFor = input(false);

  protected readonly t = inject(Languages).texts(officePerformancesTexts);
  protected readonly week = WEEK.map((number) => ({
    number,
    noon: new Date(SOME_MONDAY + (number - 1) * 86_400_000).toISOString(),
  }));
  protected readonly weekdays = signal<readonly number[]>([]);
  protected readonly from = signal('');
  protected readonly to = signal('');
  protected readonly at = signal('20:30');
  protected readonly single = signal('');
  protected readonly generated = computed(() =>
    datesOf({ weekdays: this.weekdays(), from: this.from(), to: this.to(), at: this.at() }),
  );
  /** What is missing until there is a date to add, once somebody has begun. */
  protected readonly whyNone = computed((): WhyNone | undefined => {
    const [from, to] = [this.from(), this.to()];
    const hasBegun = this.weekdays().length > 0 || from !== '' || to !== '';
    if (!hasBegun || this.generated().length > 0) return undefined;
    if (from !== '' && to !== '' && to < from) return 'order';
    if (this.weekdays().length === 0) return 'weekday';
    if (from === '' || to === '') return 'days';
    return this.at() === '' ? 'time' : 'none';
  });
  /** Told to who can't see the list grow. */
  protected readonly added = signal<number | undefined>(undefined);

  protected toggle(weekday: number): void {
    this.weekdays.update((days) =>
      days.includes(weekday) ? days.filter((day) => day !== weekday) : [...days, weekday],
    );
  }

  protected addSingle(): void {
    if (this.single() === '') return;
    this.add([this.single()]);
    this.single.set('');
  }

  protected addWeekly(): void {
    this.add(this.generated());
  }

  protected change(key: number, local: string): void {
    this.dates.update((dates) => dates.map((date) => (date.key === key ? { key, local } : date)));
  }

  protected choose(key: number, offset: string | undefined): void {
    if (offset === undefined) return;
    this.dates.update((dates) =>
      dates.map((date) => (date.key === key ? { key, local: date.local, offset } : date)),
    );
  }

  protected remove(key: number): void {
    this.dates.update((dates) => dates.filter((date) => date.key !== key));
  }

  /** What is wrong with a date, in words. */
  protected faultOf({ fault, refused }: JudgedDate): string | undefined {
    if (refused) return refused;
    if (!fault || (fault === 'missing' && !this.wereAskedFor())) return undefined;
    return this.t().run.wrong[fault];
  }

  private add(locals: readonly string[]): void {
    const last = Math.max(0, ...this.dates().map(({ key }) => key));
    const more = locals.map((local, number) => ({ key: last + 1 + number, local }));
    this.dates.update((dates) => inOrder([...dates, ...more]));
    this.added.set(locals.length);
  }
}
