import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';

import { HasUnsaved } from '../../shared/dialogs/leaving';
import { Notices } from '../../shared/dialogs/notices';
import { Questions } from '../../shared/dialogs/questions';
import { Compared, Conflict } from '../../shared/forms/conflict';
import { draftOf } from '../../shared/forms/draft';
import { edited } from '../../shared/forms/edited';
import { faultOf, refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { failuresInWords } from '../../shared/forms/sending';
import { SLUG } from '../../shared/forms/slug';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Fill, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { PAGES, CompanyPageText } from './api';
import { differingLines } from './differing-lines';
import { officeSiteTexts } from './office-site-texts';
import { PageFields, TypedPage, pageRules } from './page-fields';

/** Edits a page. */
@Component({
  selector: 'app-edit-page',
  imports: [Conflict, Fill, FormField, FormRoot, MatButton, MatInputModule, PageFields, RouterLink],
  templateUrl: './edit-page.html',
})
export class EditPage implements HasUnsaved {
  /** The page's slug. */
  readonly slug = input.required<string>();

  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly questions = inject(Questions);
  private readonly router = inject(Router);
  protected readonly t = this.languages.texts(officeSiteTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly sayWhy = failuresInWords();
  protected readonly page = edited<CompanyPageText>(
    () => `${PAGES}/${encodeURIComponent(this.slug())}`,
  );
  private readonly draft = draftOf(this.page.value, typedOf);
  private readonly isDeleted = signal(false);
  readonly isUnsaved = computed(() => !this.isDeleted() && this.draft.isUnsaved());
  protected readonly refusal = signal<string | undefined>(undefined);
  protected readonly compared = computed((): readonly Compared[] => {
    const mine = this.draft.value();
    const theirs = this.page.theirs();
    if (!theirs) return [];
    const texts = this.t().page;
    const [myLines, theirLines] = differingLines(mine.body, theirs.body);
    return [
      { label: texts.title, mine: mine.title, theirs: theirs.title },
      { label: texts.slug, mine: mine.slug, theirs: theirs.slug },
      {
        label: texts.position,
        mine: String(this.page.value()?.position ?? ''),
        theirs: String(theirs.position),
      },
      { label: texts.body, mine: myLines, theirs: theirLines },
    ];
  });
  /** The effect of another slug. */
  protected readonly slugHint = computed(() => {
    const slug = this.page.value()?.slug;
    const isSame = slug === undefined || slug === this.draft.value().slug;
    return isSame ? '' : fill(this.t().page.slugRedirects, { address: `/pages/${slug}` });
  });
  protected readonly form = form(
    this.draft.value,
    (fields) => {
      pageRules(fields, () => this.t().page);
      validate(fields.slug, ({ value }) =>
        SLUG.test(value())
          ? undefined
          : { kind: 'malformed', message: this.t().page.slugMalformed },
      );
    },
    {
      submission: {
        action: () => this.save(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.page.value()?.title);
  }

  protected takeTheirs(): void {
    this.page.takeTheirs();
    this.draft.reset();
  }

  protected async keepMine(): Promise<void> {
    await this.saved(await this.draft.save(() => this.page.overwrite()));
  }

  protected async delete({ title }: CompanyPageText): Promise<void> {
    const texts = this.t().page;
    const consent = await this.questions.ask({
      title: fill(texts.deleteTitle, { title }),
      text: [texts.deleteText],
      yes: texts.delete,
      isDestructive: true,
    });
    if (!consent) return;
    this.refusal.set(undefined);
    await this.page.save({ method: 'DELETE' });
    if (this.page.sending.failure()) {
      this.refusal.set(this.whyNot());
      return;
    }
    this.isDeleted.set(true);
    this.notices.say(fill(texts.deleted, { title }));
    await this.router.navigateByUrl('/office/pages');
  }

  private async save(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const saved = await this.draft.save(() => this.page.save({ body: this.asBody() }));
    if (saved) {
      await this.saved(saved);
      return undefined;
    }
    const { title, slug, body } = this.form;
    const failure = this.page.sending.failure();
    if (failure?.name === 'slug-taken') {
      return { kind: failure.name, message: this.t().page.slugTaken, fieldTree: slug };
    }
    const faults = refusedFields(failure, { title, slug, body });
    if (faults.length === 0) this.refusal.set(this.whyNot());
    return faults;
  }

  /** The position is changed in the list of pages. */
  private asBody() {
    return { ...this.draft.value(), position: this.page.value()?.position };
  }

  private async saved(page: CompanyPageText | undefined): Promise<void> {
    this.refusal.set(page ? undefined : this.whyNot());
    if (!page) return;
    this.notices.say(fill(this.t().page.saved, { title: page.title }));
    if (page.slug !== this.slug()) {
      await this.router.navigate(['/office/pages', page.slug], { replaceUrl: true });
    }
  }

  /** A conflict is shown with its differences. */
  private whyNot(): string | undefined {
    const { sending } = this.page;
    return sending.failure()?.name === 'edited-meanwhile' ? undefined : sending.said();
  }
}

/** The input for an existing page. */
type TypedAgain = TypedPage & { readonly slug: string };

function typedOf(page: CompanyPageText | undefined): TypedAgain {
  return {
    title: page?.title ?? '',
    slug: page?.slug ?? '',
    body: page?.body ?? '',
  };
}
