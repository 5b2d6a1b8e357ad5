import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatSelectModule } from '@angular/material/select';
import { MatSortHeader } from '@angular/material/sort';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { answer } from '../../../shared/api/answer';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { narrowing } from '../../../shared/tables/narrowing';
import { ServerTable } from '../../../shared/tables/server-table';
import { SortTexts } from '../../../shared/tables/sort-texts';
import { Languages } from '../../../shared/texts/languages';
import { When, dayOf } from '../../../shared/texts/when';
import { DateField } from '../../shared/dates/date-field';
import { SignedIn } from '../../shared/signed-in';
import { AdminPerformance, AdminVenue, BOOKING_STATES, Listed, ShowRow } from '../programme';
import { programmeTexts } from '../programme-texts';
import { BookingState } from './booking-state';
import { Fullness } from './fullness';
import { officePerformancesTexts } from './performances-texts';

/** The address parameter for no first day. */
const EVER = 'ever';

/** All performances, coming ones first. */
@Component({
  selector: 'app-performance-list',
  imports: [
    BookingState,
    DateField,
    Fullness,
    MatButton,
    MatSelectModule,
    MatSortHeader,
    MatTableModule,
    RouterLink,
    ServerTable,
    SortTexts,
    When,
  ],
  templateUrl: './performance-list.html',
})
export class PerformanceList {
  readonly show = input<string>();
  readonly venue = input<string>();
  readonly state = input<string>();
  /** From this day on; by default today, `ever` for all. */
  readonly from = input<string>();
  readonly to = input<string>();
  readonly sort = input<string>();

  private readonly languages = inject(Languages);
  private readonly site = inject(TheSite).site;

  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly programme = this.languages.texts(programmeTexts);
  protected readonly mayEdit = inject(SignedIn).may('admin');
  protected readonly states = BOOKING_STATES;
  protected readonly shows = answer<Listed<ShowRow>>(
    () => '/api/v1/admin/shows?sort=title&limit=100',
  );
  protected readonly venues = answer<Listed<AdminVenue>>(() => '/api/v1/admin/venues');
  protected readonly zone = computed(() => this.site()?.time_zone ?? 'Europe/Rome');

  protected readonly narrow = narrowing();
  protected readonly order = computed(() => this.sort() ?? 'starts_at');
  protected readonly first = computed(() => {
    const from = this.from() ?? dayOf(new Date(), this.zone());
    return from === EVER ? '' : from;
  });
  protected readonly ever = EVER;
  protected readonly filters = computed(() => ({
    show: this.show(),
    venue: this.venue(),
    state: this.state(),
    // Days are in the theatre's zone; the last day is included.
    from: this.first(),
    to: this.to(),
  }));

  protected readonly asPerformance = (row: unknown) => row as AdminPerformance;

  constructor() {
    pageTitle(() => this.t().list.heading);
  }
}
