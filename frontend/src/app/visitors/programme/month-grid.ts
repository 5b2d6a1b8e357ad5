import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { Performance } from '../../shared/api/schema';
import { TheSite } from '../../shared/site/the-site';
import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When, dayOf } from '../../shared/texts/when';
import { Day, Month, byDay, monthOf, noon, weeksOf } from './months';
import { Night } from './night';
import { SeatsLeft } from './seats-left';

/** A month as a table of days. On a phone, a list of its performances is below the table. */
@Component({
  selector: 'app-month-grid',
  imports: [Count, Night, RouterLink, SeatsLeft, When],
  templateUrl: './month-grid.html',
})
export class MonthGrid {
  readonly month = input.required<Month>();
  readonly performances = input.required<readonly Performance[]>();
  /** Whether the performances are loaded. */
  readonly isKnown = input.required<boolean>();

  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly site = inject(TheSite).site;

  protected readonly days = computed(() => byDay(this.performances()));
  private readonly today = computed(() => dayOf(new Date(), this.site()?.time_zone ?? 'UTC'));
  /** The list below the table: only coming performances of this month. */
  protected readonly inMonth = computed(() => {
    const from = this.month() === monthOf(this.today()) ? this.today() : '';
    return this.performances().filter(
      ({ starts_on: day }) => monthOf(day) === this.month() && day >= from,
    );
  });
  protected readonly weeks = computed(() => {
    const today = this.today();
    const nightsOf = (day: Day | undefined) => (day && this.days().get(day)) || [];
    return weeksOf(this.month()).map((week) =>
      week.map((day) => ({
        day,
        name: day && noon(day),
        isToday: day === today,
        isPast: day !== undefined && day < today,
        nights: nightsOf(day),
        canBook: nightsOf(day).some(({ booking }) => booking.state === 'open'),
      })),
    );
  });
}
