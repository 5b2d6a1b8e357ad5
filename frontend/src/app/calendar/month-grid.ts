import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { Performance } from '../api/schema';
import { Night } from '../shows/night';
import { SeatsLeft } from '../shows/seats-left';
import { TheSite } from '../site/the-site';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { When, dayOf } from '../texts/when';
import { Month, byDay, noon, weeksOf } from './months';

/** A month as a table of days; on a phone as the list of its performances below the table. */
@Component({
  selector: 'app-month-grid',
  imports: [Night, RouterLink, SeatsLeft, When],
  templateUrl: './month-grid.html',
})
export class MonthGrid {
  readonly month = input.required<Month>();
  readonly performances = input.required<readonly Performance[]>();
  /** Whether the performances have come. */
  readonly isKnown = input.required<boolean>();

  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly site = inject(TheSite).site;

  protected readonly days = computed(() => byDay(this.performances()));
  protected readonly inMonth = computed(() =>
    this.performances().filter((one) =>
      dayOf(one.starts_at, one.time_zone).startsWith(this.month()),
    ),
  );
  protected readonly weeks = computed(() => {
    const today = dayOf(new Date(), this.site()?.time_zone ?? 'UTC');
    return weeksOf(this.month()).map((week) =>
      week.map((day) => ({
        day,
        name: day && noon(day),
        isToday: day === today,
        nights: (day && this.days().get(day)) || [],
      })),
    );
  });
}
