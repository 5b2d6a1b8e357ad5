import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { answer } from '../../shared/api/answer';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { BookingState } from '../programme/performances/booking-state';
import { Fullness } from '../programme/performances/fullness';
import { AdminPerformance, Listed, ShowRow } from '../programme/programme';
import { programmeTexts } from '../programme/programme-texts';
import { SignedIn } from '../shared/signed-in';
import { FirstSteps } from './first-steps';
import { officeTexts } from './office-texts';

/** Reload interval of the next performances, in seconds. */
const LOOK_EVERY = 30;

/** Number of performances shown. */
const NEXT = 6;

/** The overview: the next performances, and what needs attention. */
@Component({
  selector: 'app-overview',
  imports: [BookingState, Count, Fill, FirstSteps, Fullness, MatButton, RouterLink, When],
  templateUrl: './overview.html',
  styleUrl: './overview.scss',
})
export class Overview {
  private readonly signedIn = inject(SignedIn);

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(officeTexts);
  protected readonly programme = this.languages.texts(programmeTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly isAdmin = this.signedIn.may('admin');
  private readonly since = new Date().toISOString();
  protected readonly performances = answer<Listed<AdminPerformance>>(
    () =>
      `/api/v1/admin/performances?${new URLSearchParams({ from: this.since, sort: 'starts_at', limit: '100' }).toString()}`,
    { everySeconds: LOOK_EVERY },
  );
  private readonly drafts = answer<Listed<ShowRow>>(
    () => '/api/v1/admin/shows?publication=draft&limit=100',
  );
  private readonly undelivered = answer<Listed<unknown>>(
    () => '/api/v1/admin/reservations?delivery=failed&limit=1',
  );

  /** Whether no mail server is set up. */
  protected readonly isMailKept = computed(() => this.signedIn.member()?.mail === 'kept');

  private readonly toCome = computed(() =>
    (this.performances.value()?.items ?? []).filter(
      ({ cancelled_at: cancelled }) => cancelled === null,
    ),
  );
  protected readonly next = computed(() => this.toCome().slice(0, NEXT));
  /** Over all coming performances. */
  protected readonly totals = computed(() => {
    const all = this.toCome();
    const sum = (of: 'held' | 'pending' | 'available') =>
      all.reduce((many, performance) => many + performance[of], 0);
    if (all.length === 0) return undefined;
    return [
      { name: 'performances', many: all.length },
      { name: 'held', many: sum('held') },
      { name: 'pending', many: sum('pending') },
      { name: 'available', many: sum('available') },
    ] as const;
  });
  protected readonly overbooked = computed(() =>
    (this.performances.value()?.items ?? []).filter(
      ({ overbooked_by: over, cancelled_at: cancelled }) => over > 0 && cancelled === null,
    ),
  );
  protected readonly withoutDates = computed(() =>
    (this.drafts.value()?.items ?? []).filter(({ performances_to_come: many }) => many === 0),
  );
  protected readonly failedMails = computed(
    () => this.undelivered.value()?.total ?? this.undelivered.value()?.items.length ?? 0,
  );
  protected readonly needsNothing = computed(
    () =>
      this.performances.value() !== undefined &&
      this.overbooked().length === 0 &&
      this.withoutDates().length === 0 &&
      this.failedMails() === 0 &&
      !this.isMailKept(),
  );

  constructor() {
    pageTitle(() => this.t().nav.overview);
  }
}
