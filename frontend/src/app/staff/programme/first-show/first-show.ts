import { BreakpointObserver } from '@angular/cdk/layout';
import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FieldTree, FormField, FormRoot, apply, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { MatStepper, MatStepperIntl, MatStepperModule } from '@angular/material/stepper';
import { Router } from '@angular/router';
import { defer, firstValueFrom, map } from 'rxjs';

import { answer } from '../../../shared/api/answer';
import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { faultOf } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { Optional } from '../../../shared/forms/optional';
import { sending } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { NewDate, asAsked, checkedDates } from '../performances/new-date';
import { NewDates } from '../performances/new-dates';
import { officePerformancesTexts } from '../performances/performances-texts';
import { AdminShow, AdminVenue, Listed } from '../programme';
import { asShowDraft, showRules } from '../shows/show-draft';
import { officeShowsTexts } from '../shows/shows-texts';
import { asVenueDraft, venueRules } from '../venues/venue-draft';
import { officeVenuesTexts } from '../venues/venues-texts';
import { firstShowTexts } from './first-show-texts';
import { StepTexts } from './step-texts';

const ADMIN = '/api/v1/admin';
/** From this width on, the steps are side by side. */
const WIDE = '(min-width: 48rem)';

/** Puts the first show on: where, what, when. Everything is sent at the end. */
@Component({
  selector: 'app-first-show',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatInputModule,
    MatSelectModule,
    MatStepperModule,
    NewDates,
    Optional,
  ],
  templateUrl: './first-show.html',
  styleUrl: './first-show.scss',
  providers: [{ provide: MatStepperIntl, useClass: StepTexts }],
})
export class FirstShow implements HasUnsaved {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly notices = inject(Notices);
  private readonly site = inject(TheSite).site;
  private readonly languages = inject(Languages);
  private readonly stepper = viewChild.required(MatStepper);

  protected readonly t = this.languages.texts(firstShowTexts);
  protected readonly ofVenues = this.languages.texts(officeVenuesTexts);
  protected readonly ofShows = this.languages.texts(officeShowsTexts);
  private readonly ofDates = this.languages.texts(officePerformancesTexts);
  protected readonly faultOf = faultOf;
  protected readonly isWide = toSignal(
    inject(BreakpointObserver)
      .observe(WIDE)
      .pipe(map(({ matches }) => matches)),
    { requireSync: true },
  );
  protected readonly venues = answer<Listed<AdminVenue>>(() => `${ADMIN}/venues`);

  /** A valid step leads to the next one. */
  private readonly goesOn = {
    submission: {
      action: () => {
        this.stepper().next();
        return Promise.resolve(undefined);
      },
      onInvalid: (step: FieldTree<unknown>) => focusField(step().errorSummary()[0]?.fieldTree()),
    },
  };

  /** The id of the chosen venue, empty for a new one. */
  protected readonly chosen = linkedSignal(() => this.venues.value()?.items[0]?.id ?? '');
  private readonly typedVenue = signal(asVenueDraft(undefined, ''));
  protected readonly venue = form(
    this.typedVenue,
    (venue) => {
      apply(
        venue,
        venueRules(() => this.ofVenues().wrong),
      );
      required(venue.default_capacity, { message: () => this.t().capacityMissing });
    },
    this.goesOn,
  );
  private readonly typedShow = signal(asShowDraft(undefined));
  protected readonly show = form(
    this.typedShow,
    showRules(() => this.ofShows().wrong),
    this.goesOn,
  );
  protected readonly dates = signal<readonly NewDate[]>([]);
  private readonly known = computed(() =>
    this.venues.value()?.items.find(({ id }) => id === this.chosen()),
  );
  protected readonly zone = computed(
    () => this.known()?.time_zone ?? this.site()?.time_zone ?? 'Europe/Rome',
  );
  protected readonly checkedDates = computed(() =>
    checkedDates(this.dates(), this.zone(), Date.now()),
  );
  protected readonly wereAskedFor = signal(false);
  protected readonly sending = sending();
  /** What the server already has, so that another attempt does not create it again. */
  protected readonly created = signal<{ readonly venue?: AdminVenue; readonly show?: Tagged }>({});
  private readonly isDone = signal(false);
  readonly isUnsaved = computed(
    () =>
      !this.isDone() &&
      (this.typedVenue().name !== '' || this.typedShow().title !== '' || this.dates().length > 0),
  );

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected chooseVenue(event: Event): void {
    event.preventDefault();
    this.stepper().next();
  }

  protected async finish(event: Event): Promise<void> {
    event.preventDefault();
    this.wereAskedFor.set(true);
    const dates = this.checkedDates();
    if (dates.length === 0 || dates.some(({ fault }) => fault)) return;
    const show = await this.sending.send(defer(() => this.create(dates.map(asAsked))));
    if (!show) return;
    this.isDone.set(true);
    this.notices.say(fill(this.t().done, { title: show.title }));
    await this.router.navigate(['/office/shows', show.id]);
  }

  /** The show is published last: visitors never see it without its dates. */
  private async create(starts: readonly string[]): Promise<AdminShow> {
    const venue = this.known() ?? (await this.createVenue());
    const { show, tag } = this.created().show ?? (await this.createShow());
    await firstValueFrom(
      this.http.post(`${ADMIN}/performances`, {
        show_id: show.id,
        venue_id: venue.id,
        capacity: venue.default_capacity ?? this.typedVenue().default_capacity,
        occupied: 0,
        extra: 0,
        doors_minutes_before: 30,
        opens_at: null,
        closes_minutes_before: 0,
        starts,
      }),
    );
    const body = { ...asShowDraft(show), publication: 'published' };
    const headers = { 'If-Match': tag };
    return firstValueFrom(this.http.put<AdminShow>(`${ADMIN}/shows/${show.id}`, body, { headers }));
  }

  private async createVenue(): Promise<AdminVenue> {
    const { venue } = this.created();
    if (venue) return venue;
    const { slug: _, position: __, ...rest } = this.typedVenue();
    const body = { ...rest, time_zone: this.zone(), latitude: null, longitude: null };
    const made = await firstValueFrom(this.http.post<AdminVenue>(`${ADMIN}/venues`, body));
    this.created.update((created) => ({ ...created, venue: made }));
    return made;
  }

  private async createShow(): Promise<Tagged> {
    const { slug: _, ...body } = this.typedShow();
    const response = await firstValueFrom(
      this.http.post<AdminShow>(`${ADMIN}/shows`, body, { observe: 'response' }),
    );
    const show = { show: response.body as AdminShow, tag: response.headers.get('ETag') ?? '' };
    this.created.update((created) => ({ ...created, show }));
    return show;
  }
}

/** A show with its version. */
interface Tagged {
  readonly show: AdminShow;
  readonly tag: string;
}
