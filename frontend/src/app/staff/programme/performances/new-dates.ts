import { Component, computed, inject, input, model, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatInputModule } from '@angular/material/input';
import { MatTimepickerModule } from '@angular/material/timepicker';
import { MatTooltip } from '@angular/material/tooltip';

import { Count, Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { DateField } from '../../shared/dates/date-field';
import { DateTimeField } from '../../shared/dates/date-time-field';
import { staffTexts } from '../../shared/staff-texts';
import { LocalTime } from '../../shared/dates/zones';
import { datesOf } from './every-week';
import { CheckedDate, NewDate, inOrder } from './new-date';
import { officePerformancesTexts } from './performances-texts';
import { WhichOfTwo } from './which-of-two';

/** The days of the week as numbers (ISO 8601). */
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** A Monday, for formatting the names of the days. */
const SOME_MONDAY = Date.parse('2027-01-04T12:00:00Z');

/** When a show usually begins, on any day. */
const USUAL_TIME: LocalTime = '2027-01-04T20:30';

/** Why a weekly rhythm has no dates. */
type WhyNone = 'order' | 'weekday' | 'days' | 'time' | 'none';

/** The dates to schedule, added singly or weekly, each with its errors. */
@Component({
  selector: 'app-new-dates',
  imports: [
    Count,
    DateField,
    DateTimeField,
    Fill,
    MatButton,
    MatButtonToggleModule,
    MatIconButton,
    MatInputModule,
    MatTimepickerModule,
    MatTooltip,
    When,
    WhichOfTwo,
  ],
  templateUrl: './new-dates.html',
  styleUrl: './new-dates.scss',
})
export class NewDates {
  readonly dates = model.required<readonly NewDate[]>();
  /** The dates with their checks. */
  readonly checkedDates = input.required<readonly CheckedDate[]>();
  /** The zone of the times (IANA). */
  readonly zone = input.required<string>();
  /** Whether the user has tried to save, so that missing input is shown. */
  readonly wereAskedFor = input(false);

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly staff = this.languages.texts(staffTexts);
  protected readonly week = WEEK.map((number) => ({
    number,
    noon: new Date(SOME_MONDAY + (number - 1) * 86_400_000).toISOString(),
  }));
  protected readonly weekdays = signal<readonly number[]>([]);
  protected readonly from = signal('');
  protected readonly to = signal('');
  /** Only the time counts; `null` if there is none, an invalid date if the text is none. */
  protected readonly at = signal<LocalTime | null>(USUAL_TIME);
  private readonly hour = computed(() => this.at()?.slice(11) ?? '');
  protected readonly single = signal('');
  protected readonly generated = computed(() =>
    datesOf({ weekdays: this.weekdays(), from: this.from(), to: this.to(), at: this.hour() }),
  );
  /** What is missing to add dates, after the user has started. */
  protected readonly whyNone = computed((): WhyNone | undefined => {
    const [from, to] = [this.from(), this.to()];
    const hasBegun = this.weekdays().length > 0 || from !== '' || to !== '';
    if (!hasBegun || this.generated().length > 0) return undefined;
    if (from !== '' && to !== '' && to < from) return 'order';
    if (this.weekdays().length === 0) return 'weekday';
    if (from === '' || to === '') return 'days';
    return this.hour() === '' ? 'time' : 'none';
  });
  /** Announced to screen readers when dates are added. */
  protected readonly added = signal<number | undefined>(undefined);

  protected addSingle(): void {
    if (this.single() === '') return;
    this.add([this.single()]);
    this.single.set('');
  }

  /** Enter in an input adds the date and does not save the page. */
  protected enter(event: Event): void {
    const { target } = event;
    // In an open list of times it chooses one.
    if (!(target instanceof HTMLInputElement) || target.ariaExpanded === 'true') return;
    event.preventDefault();
    // The calendar reads a typed date when its input is left.
    target.blur();
    target.focus();
    this.addSingle();
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

  /** The error of a date as a text. */
  protected faultOf({ fault, refused }: CheckedDate): string | undefined {
    if (refused) return refused;
    if (!fault || (fault === 'missing' && !this.wereAskedFor())) return undefined;
    return this.t().schedule.wrong[fault];
  }

  private add(locals: readonly string[]): void {
    const last = Math.max(0, ...this.dates().map(({ key }) => key));
    const more = locals.map((local, number) => ({ key: last + 1 + number, local }));
    this.dates.update((dates) => inOrder([...dates, ...more]));
    this.added.set(locals.length);
  }
}
