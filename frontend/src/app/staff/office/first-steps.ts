import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { answer } from '../../shared/api/answer';
import { TheSite } from '../../shared/site/the-site';
import { Languages } from '../../shared/texts/languages';
import { AdminPerformance, AdminVenue, Listed, ShowRow } from '../programme/programme';
import { officeTexts } from './office-texts';

/** The name of a new site. */
const NAME_AT_FIRST = 'Teatro';

/** The steps from an empty theatre to a show that can be booked, with the finished ones checked. */
@Component({
  selector: 'app-first-steps',
  imports: [MatButton, RouterLink],
  templateUrl: './first-steps.html',
  styleUrl: './first-steps.scss',
})
export class FirstSteps {
  private readonly site = inject(TheSite);
  private readonly venues = answer<Listed<AdminVenue>>(() => '/api/v1/admin/venues');
  private readonly shows = answer<Listed<ShowRow>>(
    () => '/api/v1/admin/shows?sort=title&limit=100',
  );
  private readonly performances = answer<Listed<AdminPerformance>>(
    () => '/api/v1/admin/performances?limit=1',
  );

  protected readonly t = inject(Languages).texts(officeTexts);
  private readonly firstShow = computed(() => this.shows.value()?.items[0]);
  private readonly published = computed(() =>
    (this.shows.value()?.items ?? []).some(({ publication }) => publication === 'published'),
  );
  /** Hidden until everything is known: the steps must not flash up in a running theatre. */
  protected readonly steps = computed(() => {
    const [venues, shows, performances] = [
      this.venues.value(),
      this.shows.value(),
      this.performances.value(),
    ];
    if (!venues || !shows || !performances || !this.site.name()) return [];
    const show = this.firstShow();
    const toShow = show ? ['/office/shows', show.id] : ['/office/shows/new'];
    const hasPoster = shows.items.some(({ poster }) => poster !== null);
    const hasDates = performances.items.length > 0;
    return [
      { name: 'site', isDone: this.site.name() !== NAME_AT_FIRST, to: ['/office/site'] },
      { name: 'venue', isDone: venues.items.length > 0, to: ['/office/venues/new'] },
      // A show that is published without a poster needs none.
      { name: 'show', isDone: this.published() || hasPoster, to: toShow },
      { name: 'dates', isDone: hasDates, to: ['/office/performances/new'] },
      { name: 'publish', isDone: hasDates && this.published(), to: toShow },
    ] as const;
  });
  /** Whether there is no show yet. */
  protected readonly isEmpty = computed(
    () => this.shows.value()?.items.length === 0 && this.performances.value()?.items.length === 0,
  );
  protected readonly next = computed(() => this.steps().find(({ isDone }) => !isDone)?.name);
}
