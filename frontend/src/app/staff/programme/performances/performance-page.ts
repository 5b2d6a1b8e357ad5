import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { FormField, FormRoot, TreeValidationResult, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { catchError, debounceTime, of, switchMap } from 'rxjs';

import { answer } from '../../../shared/api/answer';
import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Compared, Conflict } from '../../../shared/forms/conflict';
import { draftOf } from '../../../shared/forms/draft';
import { edited } from '../../../shared/forms/edited';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { failuresInWords, sending } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { Download } from '../../../shared/tables/download';
import { Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When, when } from '../../../shared/texts/when';
import { DateTimeField } from '../../shared/dates/date-time-field';
import { SignedIn } from '../../shared/signed-in';
import { AdminPerformance, Consequences } from '../programme';
import { BookingState } from './booking-state';
import { CancelBox } from './cancel-box';
import { seatsInWords } from './consequences';
import { HouseCounts } from './house-counts';
import {
  PerformanceDraft,
  asPerformanceBody,
  asPerformanceDraft,
  performanceRules,
} from './performance-draft';
import { officePerformancesTexts } from './performances-texts';
import { RescheduleBox } from './reschedule-box';

/** Reload interval of the counts, in seconds. */
const LOOK_EVERY = 10;

/** Delay before the consequences are requested, in milliseconds. */
const PAUSE_MS = 350;

/** A performance: its seats, and everything that can be changed. */
@Component({
  selector: 'app-performance-page',
  imports: [
    BookingState,
    CancelBox,
    Conflict,
    DateTimeField,
    Download,
    Fill,
    FormField,
    FormRoot,
    HouseCounts,
    MatButton,
    MatInputModule,
    RescheduleBox,
    RouterLink,
    When,
  ],
  templateUrl: './performance-page.html',
  styleUrl: './performance-page.scss',
})
export class PerformancePage implements HasUnsaved {
  readonly id = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);

  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly mayEdit = inject(SignedIn).may('admin');
  protected readonly faultOf = faultOf;

  protected readonly address = computed(() => `/api/v1/admin/performances/${this.id()}`);
  protected readonly edited = edited<AdminPerformance>(this.address);
  // The edited values must not follow the server: saving would overwrite unseen changes.
  private readonly counted = answer<AdminPerformance>(this.address, { everySeconds: LOOK_EVERY });
  protected readonly zone = computed(() => this.edited.value()?.venue.time_zone ?? 'UTC');
  /** With the latest counts, from a reload or an edit. */
  protected readonly now = linkedSignal<
    Readonly<Record<'edited' | 'counted', AdminPerformance | undefined>>,
    AdminPerformance | undefined
  >({
    source: () => ({ edited: this.edited.value(), counted: this.counted.value() }),
    computation: ({ edited, counted }, before) =>
      before?.source.edited === edited ? (counted ?? edited) : edited,
  });
  protected readonly canDelete = computed(() => this.now()?.held === 0);

  protected readonly draft = draftOf(this.edited.value, asPerformanceDraft);
  protected readonly form = form(
    this.draft.value,
    performanceRules(() => this.t().wrong, this.zone),
    { submission: { action: () => this.save(), onInvalid: () => this.showFirstFault() } },
  );
  private readonly isDone = signal(false);
  private readonly asking = sending();
  readonly isUnsaved = computed(() => this.draft.isUnsaved() && !this.isDone());
  protected readonly said = computed(() => {
    if (this.asking.failure()) return this.asking.said();
    // The boxes for rescheduling and cancelling show their own errors.
    const isToldElsewhere =
      this.edited.last()?.url !== undefined ||
      this.edited.theirs() !== undefined ||
      this.form().errorSummary().length > 0;
    return isToldElsewhere ? undefined : this.edited.sending.said();
  });

  /** A valid, unsaved change of the seats. */
  private readonly otherSeats = computed(() => {
    const { capacity, occupied, extra } = this.draft.value();
    const before = this.edited.value();
    const isValid = [this.form.capacity, this.form.occupied, this.form.extra].every((field) =>
      field().valid(),
    );
    const isOther =
      capacity !== before?.capacity || occupied !== before?.occupied || extra !== before?.extra;
    return before && isValid && isOther ? { capacity, occupied, extra } : undefined;
  });
  private readonly foreseen = toSignal(
    toObservable(this.otherSeats).pipe(
      debounceTime(PAUSE_MS),
      switchMap((seats) =>
        seats ? this.foresee(seats).pipe(catchError(() => of(undefined))) : of(undefined),
      ),
    ),
  );
  protected readonly isTooMuch = computed(() => (this.foreseen()?.overbooked_by ?? 0) > 0);
  /** The effect of the unsaved change. */
  protected readonly consequences = computed(() => {
    const foreseen = this.otherSeats() && this.foreseen();
    return foreseen
      ? seatsInWords(foreseen, this.t().consequences, this.languages.current())
      : undefined;
  });
  protected readonly compared = computed<Compared[]>(() => {
    const [theirs, before] = [this.edited.theirs(), this.edited.value()];
    if (!theirs || !before) return [];
    const [mine, other] = [this.draft.value(), asPerformanceDraft(theirs)];
    const { fields } = this.t();
    const start = ({ starts_at: at, venue }: AdminPerformance) =>
      when(at, venue.time_zone, 'full', this.languages.current());
    const line = (key: keyof PerformanceDraft, label: string): Compared => ({
      label,
      mine: String(mine[key] ?? ''),
      theirs: String(other[key] ?? ''),
    });
    return [
      { label: fields.start, mine: start(before), theirs: start(theirs) },
      line('capacity', fields.capacity),
      line('occupied', fields.occupied),
      line('extra', fields.extra),
      line('doors_local', fields.doors),
      line('opens_local', fields.opens),
      line('closes_local', fields.closes),
      {
        label: fields.cancelled,
        mine: before.cancelled_at === null ? fields.no : fields.yes,
        theirs: theirs.cancelled_at === null ? fields.no : fields.yes,
      },
    ];
  });

  constructor() {
    pageTitle(() => this.edited.value()?.show.title);
  }

  protected takeTheirs(): void {
    this.edited.takeTheirs();
    this.draft.reset();
    this.counted.reload();
  }

  protected async keepMine(): Promise<void> {
    this.saved(await this.edited.overwrite());
  }

  protected async remove(): Promise<void> {
    const texts = this.t().remove;
    const consent = await this.questions.ask({
      title: texts.title,
      text: [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    await this.edited.save({ method: 'DELETE' });
    if (this.edited.sending.failure()) return;
    this.notices.say(texts.done);
    this.isDone.set(true);
    await this.router.navigateByUrl('/office/performances');
  }

  private async save(): Promise<TreeValidationResult> {
    const before = this.edited.value();
    if (!before || !(await this.consentsToOverbooking())) return undefined;
    this.saved(await this.edited.save({ body: asPerformanceBody(this.draft.value(), before) }));
    const faults = refusedFields(this.edited.sending.failure(), {
      ...Object.fromEntries([...this.form]),
      doors_at: this.form.doors_local,
      opens_at: this.form.opens_local,
      closes_at: this.form.closes_local,
    });
    if (faults.length > 0) setTimeout(() => this.showFirstFault());
    return faults;
  }

  private saved(performance: AdminPerformance | undefined): void {
    if (!performance) return;
    this.draft.reset();
    this.form().reset();
    this.counted.reload();
    this.notices.say(this.t().page.saved);
  }

  /** Shows the number of overbooked seats before saving. */
  private async consentsToOverbooking(): Promise<boolean> {
    const seats = this.otherSeats();
    if (!seats) return true;
    const consequences = await this.asking.send(this.foresee(seats));
    if (!consequences) return false;
    if (consequences.overbooked_by === 0) return true;
    const texts = this.t();
    const consent = await this.questions.ask({
      title: texts.overbook.title,
      text: [
        seatsInWords(consequences, texts.consequences, this.languages.current()),
        texts.overbook.text,
      ],
      yes: texts.overbook.yes,
      isDestructive: true,
    });
    return consent !== undefined;
  }

  private foresee(seats: object) {
    return this.http.post<Consequences>(`${this.address()}/consequences`, seats);
  }

  private showFirstFault(): void {
    focusField(this.form().errorSummary()[0]?.fieldTree());
  }
}
