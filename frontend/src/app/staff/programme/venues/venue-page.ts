import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';

import type { TableAdminPerformance } from '../../../shared/api/schema';
import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Compared, Conflict } from '../../../shared/forms/conflict';
import { draftOf } from '../../../shared/forms/draft';
import { edited } from '../../../shared/forms/edited';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { Optional } from '../../../shared/forms/optional';
import { failuresInWords, sending } from '../../../shared/forms/sending';
import { slugOf } from '../../../shared/forms/slug';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { Fill, count, fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { AdminVenue } from '../programme';
import { positionIn } from './position';
import { VenueDraft, asVenueDraft, venueRules } from './venue-draft';
import { officeVenuesTexts } from './venues-texts';

const VENUES = '/api/v1/admin/venues';

/** The fields' names in the texts. */
const LABELS = {
  name: 'name',
  slug: 'slug',
  address: 'address',
  city: 'city',
  access_notes: 'access',
  position: 'position',
  time_zone: 'zone',
  default_capacity: 'capacity',
} as const satisfies Record<keyof VenueDraft, string>;

/** Edits a venue, or creates one. */
@Component({
  selector: 'app-venue-page',
  imports: [
    Conflict,
    Fill,
    FormField,
    FormRoot,
    MatButton,
    MatInputModule,
    MatSelectModule,
    Optional,
    RouterLink,
  ],
  templateUrl: './venue-page.html',
})
export class VenuePage implements HasUnsaved {
  /** The venue's id; none for a new one. */
  readonly id = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly site = inject(TheSite).site;

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(officeVenuesTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly faultOf = faultOf;

  protected readonly address = computed(() => {
    const id = this.id();
    return id === undefined ? undefined : `${VENUES}/${id}`;
  });
  protected readonly edited = edited<AdminVenue>(this.address);
  protected readonly draft = draftOf(this.edited.value, (venue) =>
    asVenueDraft(venue, this.site()?.time_zone ?? 'Europe/Rome'),
  );
  protected readonly form = form(
    this.draft.value,
    venueRules(() => this.t().wrong),
    { submission: { action: () => this.save(), onInvalid: () => this.showFirstFault() } },
  );
  private readonly creating = sending();
  private readonly isDone = signal(false);
  readonly isUnsaved = computed(() => this.draft.isUnsaved() && !this.isDone());
  protected readonly isBusy = computed(
    () => this.edited.sending.isBusy() || this.creating.isBusy(),
  );
  /** Why saving failed, if it is not a field's error or a conflict. */
  protected readonly said = computed(() => {
    const sent = this.creating.failure() ? this.creating : this.edited.sending;
    const isToldElsewhere =
      this.edited.theirs() !== undefined ||
      sent.failure()?.name === 'slug-taken' ||
      this.form().errorSummary().length > 0;
    return isToldElsewhere ? undefined : sent.said();
  });
  protected readonly position = computed(() => positionIn(this.draft.value().position));
  protected readonly map = computed(() => {
    const found = this.position();
    if (!found) return undefined;
    const { latitude, longitude } = found;
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
  });
  /** All zones of the browser, and the stored ones. */
  protected readonly zones = computed(() => [
    ...new Set([
      ...Intl.supportedValuesOf('timeZone'),
      this.draft.value().time_zone,
      this.site()?.time_zone ?? 'Europe/Rome',
    ]),
  ]);
  protected readonly compared = computed<Compared[]>(() => {
    const theirs = this.edited.theirs();
    if (!theirs) return [];
    const [mine, other] = [this.draft.value(), asVenueDraft(theirs, '')];
    return (Object.keys(LABELS) as (keyof VenueDraft)[]).map((key) => ({
      label: this.t().fields[LABELS[key]],
      mine: String(mine[key] ?? ''),
      theirs: String(other[key] ?? ''),
    }));
  });

  constructor() {
    pageTitle(() => (this.id() === undefined ? this.t().page.newTitle : this.edited.value()?.name));
  }

  /** The slug follows the name until the user types one. */
  protected followName(name: string): void {
    const { slug } = this.draft.value();
    const before = slugOf(this.draft.value().name);
    if (this.id() !== undefined || (slug !== '' && slug !== before)) return;
    this.draft.value.update((draft) => ({ ...draft, slug: slugOf(name) }));
  }

  protected takeTheirs(): void {
    this.edited.takeTheirs();
    this.draft.reset();
  }

  protected async keepMine(): Promise<void> {
    this.saved(await this.edited.overwrite());
  }

  protected async remove(): Promise<void> {
    const texts = this.t().remove;
    const consent = await this.questions.ask({
      title: fill(texts.title, { name: this.edited.value()?.name ?? '' }),
      text: [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    await this.edited.save({ method: 'DELETE' });
    if (this.edited.sending.failure()) return;
    this.notices.say(texts.done);
    this.isDone.set(true);
    await this.router.navigateByUrl('/office/venues');
  }

  private async save(): Promise<TreeValidationResult> {
    const { slug, position: _, ...rest } = this.draft.value();
    const { latitude = null, longitude = null } = this.position() ?? {};
    const body = { ...rest, latitude, longitude, ...(slug === '' ? {} : { slug }) };
    if (this.id() === undefined) {
      const venue = await this.creating.send(this.http.post<AdminVenue>(VENUES, body));
      if (venue) {
        this.notices.say(this.t().page.saved);
        this.isDone.set(true);
        await this.router.navigate(['/office/venues', venue.id], { replaceUrl: true });
      }
      return this.faults(this.creating);
    }
    if (!(await this.mayChangeZone(rest.time_zone))) return undefined;
    this.saved(await this.edited.save({ body }));
    return this.faults(this.edited.sending);
  }

  /** Shows the effect of another zone on coming performances, if there are any. */
  private async mayChangeZone(zone: string): Promise<boolean> {
    const venue = this.edited.value();
    if (!venue || venue.time_zone === zone) return true;
    const query = { venue: venue.id, from: new Date().toISOString(), limit: '1' };
    const address = `/api/v1/admin/performances?${new URLSearchParams(query)}`;
    const toCome = await this.creating.send(this.http.get<TableAdminPerformance>(address));
    // Nobody should confirm without knowing the effect.
    if (!toCome) return false;
    if (toCome.total === 0) return true;
    const { title, text, yes } = this.t().zone;
    const said = count(text, toCome.total, this.languages.current(), { zone });
    return (await this.questions.ask({ title, text: [said], yes })) !== undefined;
  }

  private saved(venue: AdminVenue | undefined): void {
    if (!venue) return;
    this.draft.reset();
    this.form().reset();
    this.notices.say(this.t().page.saved);
  }

  private faults(sent: typeof this.creating): TreeValidationResult {
    const why = sent.failure();
    if (!why) return undefined;
    if (why.name === 'slug-taken') {
      setTimeout(() => this.showFirstFault());
      return [{ kind: 'taken', message: this.t().wrong.slugTaken, fieldTree: this.form.slug }];
    }
    const faults = refusedFields(why, {
      ...Object.fromEntries([...this.form]),
      latitude: this.form.position,
      longitude: this.form.position,
    });
    if (faults.length > 0) setTimeout(() => this.showFirstFault());
    return faults;
  }

  private showFirstFault(): void {
    focusField(this.form().errorSummary()[0]?.fieldTree());
  }
}
