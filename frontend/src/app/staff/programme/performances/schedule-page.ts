import { HttpClient } from '@angular/common/http';
import { Component, ElementRef, computed, inject, input, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  TreeValidationResult,
  apply,
  form,
  max,
  min,
  required,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';

import { answer } from '../../../shared/api/answer';
import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { draftOf } from '../../../shared/forms/draft';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { sending } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { Count, Fill, count } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { DateTimeField } from '../../shared/dates/date-time-field';
import { instantOf } from '../../shared/dates/zones';
import { AdminPerformance, AdminVenue, Listed, ShowRow } from '../programme';
import { SeatsDraft, bookable, seatsRules } from './house-draft';
import { NewDate, asAsked, checkedDates, withRefusals } from './new-date';
import { NewDates } from './new-dates';
import { officePerformancesTexts } from './performances-texts';

/** How long before the start booking can end, in minutes. */
const CLOSES = [0, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880] as const;

/** The input that all dates share. */
interface RunDraft extends SeatsDraft {
  readonly show_id: string;
  readonly venue_id: string;
  readonly doors_minutes_before: number | null;
  /** Local time of the venue; empty means at once. */
  readonly opens_local: string;
  readonly closes_minutes_before: string;
}

/** Schedules a show on several dates. */
@Component({
  selector: 'app-schedule-page',
  imports: [
    Count,
    DateTimeField,
    Fill,
    FormField,
    FormRoot,
    MatButton,
    MatInputModule,
    MatSelectModule,
    NewDates,
    RouterLink,
  ],
  templateUrl: './schedule-page.html',
  styleUrl: './schedule-page.scss',
})
export class SchedulePage implements HasUnsaved {
  /** The preselected show, from the address. */
  readonly show = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly faultOf = faultOf;
  protected readonly closes = CLOSES;
  protected readonly shows = answer<Listed<ShowRow>>(
    () => '/api/v1/admin/shows?sort=title&limit=100',
  );
  protected readonly venues = answer<Listed<AdminVenue>>(() => '/api/v1/admin/venues');
  /** The shows that can be scheduled. */
  protected readonly playable = computed(() =>
    (this.shows.value()?.items ?? []).filter(({ publication }) => publication !== 'archived'),
  );

  /** Defaults: the preselected show, and the venue if there is only one. */
  private readonly start = computed(() => {
    const [first, ...others] = this.venues.value()?.items ?? [];
    return { show: this.show(), venue: others.length === 0 ? first : undefined };
  });
  protected readonly draft = draftOf(this.start, (start): RunDraft => ({
    show_id: start?.show ?? '',
    venue_id: start?.venue?.id ?? '',
    capacity: start?.venue?.default_capacity ?? null,
    occupied: 0,
    extra: 0,
    doors_minutes_before: 30,
    opens_local: '',
    closes_minutes_before: '0',
  }));
  protected readonly form = form(
    this.draft.value,
    (schedule) => {
      required(schedule.show_id, { message: () => this.t().wrong.show });
      required(schedule.venue_id, { message: () => this.t().wrong.venue });
      required(schedule.doors_minutes_before, { message: () => this.t().wrong.minutes });
      min(schedule.doors_minutes_before, 0, { message: () => this.t().wrong.minutes });
      max(schedule.doors_minutes_before, 600, { message: () => this.t().wrong.minutes });
      apply(
        schedule,
        seatsRules(() => this.t().wrong),
      );
    },
    { submission: { action: () => this.save(), onInvalid: () => this.showFirstFault() } },
  );
  protected readonly dates = signal<readonly NewDate[]>([]);
  protected readonly venue = computed(() =>
    this.venues.value()?.items.find(({ id }) => id === this.draft.value().venue_id),
  );
  protected readonly zone = computed(() => this.venue()?.time_zone ?? 'Europe/Rome');
  protected readonly checkedDates = computed(() =>
    checkedDates(this.dates(), this.zone(), Date.now()),
  );
  protected readonly bookable = computed(() => bookable(this.draft.value()));
  protected readonly chosenShow = computed(() =>
    this.playable().find(({ id }) => id === this.draft.value().show_id),
  );
  protected readonly wereAskedFor = signal(false);
  protected readonly sending = sending();
  protected readonly said = computed(() =>
    this.dates().some(({ refused }) => refused) || this.form().errorSummary().length > 0
      ? undefined
      : this.sending.said(),
  );
  private readonly isDone = signal(false);
  readonly isUnsaved = computed(
    () => (this.draft.isUnsaved() || this.dates().length > 0) && !this.isDone(),
  );

  constructor() {
    pageTitle(() => this.t().schedule.heading);
  }

  /** Uses the venue's usual capacity. */
  protected takeCapacity(): void {
    const capacity = this.venue()?.default_capacity;
    if (capacity == null) return;
    this.draft.value.update((draft) => ({ ...draft, capacity }));
  }

  private async save(): Promise<TreeValidationResult> {
    this.wereAskedFor.set(true);
    const dates = this.checkedDates();
    if (dates.length === 0 || dates.some(({ fault }) => fault)) {
      setTimeout(() => this.showFirstFault());
      return undefined;
    }
    const { opens_local: opens, closes_minutes_before: closes, ...rest } = this.draft.value();
    const body = {
      ...rest,
      starts: dates.map(asAsked),
      opens_at: opens === '' ? null : (instantOf(opens, this.zone()) ?? null),
      closes_minutes_before: Number(closes),
    };
    const made = await this.sending.send(
      this.http.post<Listed<AdminPerformance>>('/api/v1/admin/performances', body),
    );
    if (!made) return this.explain();
    this.isDone.set(true);
    this.notices.say(count(this.t().schedule.made, made.items.length, this.languages.current()));
    await this.router.navigate(['/office/performances'], {
      queryParams: { show: rest.show_id },
    });
    return undefined;
  }

  private explain(): TreeValidationResult {
    const why = this.sending.failure();
    this.dates.update((dates) => withRefusals(dates, why?.problem?.errors ?? []));
    const faults = refusedFields(why, {
      ...Object.fromEntries([...this.form]),
      opens_at: this.form.opens_local,
    });
    setTimeout(() => this.showFirstFault());
    return faults;
  }

  private showFirstFault(): void {
    this.wereAskedFor.set(true);
    const [first] = this.form().errorSummary();
    if (first) focusField(first.fieldTree());
    else this.host.querySelector<HTMLElement>('.dates [aria-invalid="true"]')?.focus();
  }
}
