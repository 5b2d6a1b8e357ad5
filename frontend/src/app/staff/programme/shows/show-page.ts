import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';

import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Compared, Conflict } from '../../../shared/forms/conflict';
import { draftOf } from '../../../shared/forms/draft';
import { edited } from '../../../shared/forms/edited';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { Optional } from '../../../shared/forms/optional';
import { MarkdownField } from '../../../shared/forms/markdown-field';
import { failuresInWords, sending } from '../../../shared/forms/sending';
import { slugOf } from '../../../shared/forms/slug';
import { ToCorrect } from '../../../shared/forms/to-correct';
import { pageTitle } from '../../../shared/site/page-title';
import { count, fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { siteTexts } from '../../../shared/texts/site-texts';
import { AdminShow, PUBLICATIONS, Publication, ShowConsequences } from '../programme';
import { PosterBox } from './poster-box';
import { PUBLICATION_LOOKS } from './publication-looks';
import {
  LANGUAGES_PLAYED,
  MAX_SUMMARY_LENGTH,
  ShowDraft,
  asShowDraft,
  lengthOf,
  showRules,
} from './show-draft';
import { officeShowsTexts } from './shows-texts';

const SHOWS = '/api/v1/admin/shows';

/** Edits a show, or creates one. */
@Component({
  selector: 'app-show-page',
  imports: [
    Conflict,
    FormField,
    FormRoot,
    MarkdownField,
    MatButton,
    MatInputModule,
    MatSelectModule,
    Optional,
    PosterBox,
    RouterLink,
    ToCorrect,
  ],
  templateUrl: './show-page.html',
  styleUrl: './show-page.scss',
})
export class ShowPage implements HasUnsaved {
  /** The show's id; none for a new one. */
  readonly id = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);

  protected readonly t = this.languages.texts(officeShowsTexts);
  protected readonly site = this.languages.texts(siteTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly publications = PUBLICATIONS;
  protected readonly looks = PUBLICATION_LOOKS;
  protected readonly faultOf = faultOf;

  protected readonly address = computed(() => {
    const id = this.id();
    return id === undefined ? undefined : `${SHOWS}/${id}`;
  });
  protected readonly edited = edited<AdminShow>(this.address);
  protected readonly draft = draftOf(this.edited.value, asShowDraft);
  protected readonly form = form(
    this.draft.value,
    showRules(() => this.t().wrong),
    { submission: { action: () => this.save(), onInvalid: () => this.showFirstFault() } },
  );
  private readonly creating = sending();
  private readonly isDone = signal(false);
  private readonly asking = sending();
  private readonly poster = viewChild(PosterBox);
  private readonly isPosterUnsent = computed(() => this.poster()?.isUnsent() ?? false);
  readonly isUnsaved = computed(
    () => (this.draft.isUnsaved() || this.isPosterUnsent()) && !this.isDone(),
  );
  protected readonly isBusy = computed(
    () => this.edited.sending.isBusy() || this.creating.isBusy() || this.asking.isBusy(),
  );
  /** Why saving failed, if it is not a field's error or a conflict. */
  protected readonly said = computed(() => {
    const sent = this.id() === undefined ? this.creating : this.edited.sending;
    const name = sent.failure()?.name;
    if (this.asking.failure()) return this.asking.said();
    // The poster shows its own errors.
    const isToldElsewhere =
      this.edited.last()?.url !== undefined ||
      this.edited.theirs() !== undefined ||
      name === 'slug-taken' ||
      this.form().errorSummary().length > 0;
    return isToldElsewhere ? undefined : sent.said();
  });
  protected readonly languagesPlayed = computed(() => {
    const names: Readonly<Record<string, string>> = this.site().show.languages;
    const { language } = this.draft.value();
    const all = [...new Set<string>([...LANGUAGES_PLAYED, language])].filter(Boolean);
    return all.map((code) => ({ code, name: names[code] ?? code }));
  });
  protected readonly summaryHint = computed(() =>
    fill(this.t().fields.summaryHint, {
      count: lengthOf(this.draft.value().summary),
      max: MAX_SUMMARY_LENGTH,
    }),
  );
  protected readonly compared = computed<Compared[]>(() => {
    const theirs = this.edited.theirs();
    if (!theirs) return [];
    const [mine, other] = [this.draft.value(), asShowDraft(theirs)];
    const texts = this.t();
    const line = (key: keyof ShowDraft, label: string): Compared => ({
      label,
      mine: String(mine[key] ?? ''),
      theirs: String(other[key] ?? ''),
    });
    return [
      line('title', texts.fields.title),
      line('slug', texts.fields.slug),
      line('subtitle', texts.fields.subtitle),
      line('summary', texts.fields.summary),
      line('description', texts.fields.description),
      line('credits', texts.fields.credits),
      line('duration_minutes', texts.fields.duration),
      line('age_advice', texts.fields.age),
      line('language', texts.fields.language),
      {
        label: texts.fields.publication,
        mine: texts.publication[mine.publication],
        theirs: texts.publication[other.publication],
      },
      {
        label: texts.poster.heading,
        mine: this.edited.value()?.poster?.alternative_text ?? '',
        theirs: theirs.poster?.alternative_text ?? '',
      },
    ];
  });

  constructor() {
    pageTitle(() =>
      this.id() === undefined ? this.t().page.newTitle : this.edited.value()?.title,
    );
  }

  /** The slug follows the title until the user types one. */
  protected followTitle(title: string): void {
    const { slug } = this.draft.value();
    const before = slugOf(this.draft.value().title);
    if (this.id() !== undefined || (slug !== '' && slug !== before)) return;
    this.draft.value.update((draft) => ({ ...draft, slug: slugOf(title) }));
  }

  /** Saves everything on the page, with another publication state. */
  protected async change(publication: Publication): Promise<void> {
    const before = this.edited.value()?.publication;
    if (before === undefined || this.isBusy()) return;
    this.setPublication(publication);
    await submit(this.form);
    if (this.edited.value()?.publication === before) this.setPublication(before);
  }

  protected takeTheirs(): void {
    this.edited.takeTheirs();
    this.draft.reset();
  }

  protected async keepMine(): Promise<void> {
    const isOfPoster = this.edited.last()?.url !== undefined;
    const show = await this.edited.overwrite();
    if (!show || !isOfPoster) return this.saved(show);
    this.poster()?.begin();
    this.notices.say(this.t().poster.saved);
  }

  protected async remove(): Promise<void> {
    const texts = this.t().remove;
    const consent = await this.questions.ask({
      title: fill(texts.title, { title: this.edited.value()?.title ?? '' }),
      text: [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    await this.edited.save({ method: 'DELETE' });
    if (this.edited.sending.failure()) return;
    this.notices.say(texts.done);
    this.isDone.set(true);
    await this.router.navigateByUrl('/office/shows');
  }

  private async save(): Promise<TreeValidationResult> {
    if (this.isPosterUnsent() && !this.poster()?.isComplete()) return undefined;
    if (!(await this.consentsToPublication())) return undefined;
    const body = this.asBody();
    if (this.id() === undefined) {
      const show = await this.creating.send(this.http.post<AdminShow>(SHOWS, body));
      if (show) {
        this.notices.say(this.t().page.created);
        this.isDone.set(true);
        await this.router.navigate(['/office/shows', show.id], { replaceUrl: true });
      }
      return this.faults(this.creating);
    }
    const before = this.edited.value()?.publication;
    const show = await this.edited.save({ body });
    const faults = this.faults(this.edited.sending);
    await this.saved(show, before);
    return faults;
  }

  private setPublication(publication: Publication): void {
    this.draft.value.update((draft) => ({ ...draft, publication }));
  }

  /** Only the publication state goes back. */
  private async restore(publication: Publication): Promise<void> {
    const show = this.edited.value();
    if (!show) return;
    const restored = await this.edited.save({ body: { ...asShowDraft(show), publication } });
    if (restored) this.notices.say(this.t().publicationDone[publication]);
  }

  private asBody(): ShowDraft | Omit<ShowDraft, 'slug'> {
    const { slug, ...rest } = this.draft.value();
    return slug === '' ? rest : { slug, ...rest };
  }

  /** Save also sends the chosen poster: the user means everything on the page. */
  private async saved(show: AdminShow | undefined, before?: Publication): Promise<void> {
    if (!show) return;
    this.draft.reset();
    this.form().reset();
    const poster = this.poster();
    if (poster?.isUnsent() && poster.isComplete() && !(await poster.send())) return;
    if (before === undefined || before === show.publication) {
      this.notices.say(this.t().page.saved);
    } else {
      this.notices.say(this.t().publicationDone[show.publication], () => void this.restore(before));
    }
  }

  /** Before a show is unpublished, shows the effect on its coming performances. */
  private async consentsToPublication(): Promise<boolean> {
    const id = this.id();
    const before = this.edited.value()?.publication;
    const { publication } = this.draft.value();
    if (id === undefined || before !== 'published' || publication === 'published') return true;
    const consequences = await this.asking.send(
      this.http.post<ShowConsequences>(`${SHOWS}/${id}/consequences`, { publication }),
    );
    if (!consequences) return false;
    if (consequences.performances_to_come === 0) return true;
    const texts = this.t().unpublish;
    const say = (text: { one: string; other: string }, many: number, gaps = {}) =>
      count(text, many, this.languages.current(), gaps);
    const consent = await this.questions.ask({
      title: texts.title,
      text: [
        say(texts.toCome, consequences.performances_to_come),
        consequences.reservations === 0
          ? texts.nobody
          : say(texts.held, consequences.reservations, { seats: consequences.seats }),
      ],
      yes: texts.yes,
      isDestructive: true,
    });
    return consent !== undefined;
  }

  private faults(sent: typeof this.creating): TreeValidationResult {
    const why = sent.failure();
    if (!why) return undefined;
    if (why.name === 'slug-taken') {
      setTimeout(() => this.showFirstFault());
      return [{ kind: 'taken', message: this.t().wrong.slugTaken, fieldTree: this.form.slug }];
    }
    const fields = Object.fromEntries([...this.form]);
    const faults = refusedFields(why, fields);
    if (faults.length > 0) setTimeout(() => this.showFirstFault());
    return faults;
  }

  private showFirstFault(): void {
    focusField(this.form().errorSummary()[0]?.fieldTree());
  }
}
