import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';

import { answer } from '../../shared/api/answer';
import { HasUnsaved } from '../../shared/dialogs/leaving';
import { Notices } from '../../shared/dialogs/notices';
import { faultOf, refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { SLUG, slugOf } from '../../shared/forms/slug';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { CompanyPageText, ListCompanyPageRow, PAGES } from './api';
import { officeSiteTexts } from './office-site-texts';
import { PageFields, TypedPage, pageRules } from './page-fields';

/** The largest possible position. */
const LAST = 1_000;

/** Creates a page, after the others. */
@Component({
  selector: 'app-new-page',
  imports: [FormField, FormRoot, MatButton, MatInputModule, PageFields, RouterLink],
  template: `
    <a class="more-link" routerLink="/office/pages">{{ t().pages.back }}</a>
    <div class="page-head">
      <h1>{{ t().page.newTitle }}</h1>
    </div>
    <form [formRoot]="form">
      <app-page-fields [fields]="form">
        <mat-form-field>
          <mat-label>{{ t().page.slug }}</mat-label>
          <input
            matInput
            [formField]="form.slug"
            [placeholder]="suggested()"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
          />
          <mat-hint>{{ t().page.slugHint }}</mat-hint>
          <mat-error>{{ faultOf(form.slug) }}</mat-error>
        </mat-form-field>
      </app-page-fields>
      <div class="save-bar">
        @if (refusal(); as said) {
          <p class="refusal" role="alert">{{ said }}</p>
        }
        <button matButton="filled" type="submit" [aria-disabled]="sending.isBusy()">
          {{ sending.isBusy() ? general().sending.busy : t().page.add }}
        </button>
      </div>
    </form>
  `,
})
export class NewPage implements HasUnsaved {
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  protected readonly t = this.languages.texts(officeSiteTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly sending = sending();
  protected readonly refusal = signal<string | undefined>(undefined);
  private readonly pages = answer<ListCompanyPageRow>(() => PAGES);
  private readonly isAdded = signal(false);
  private readonly typed = signal<TypedPage & { readonly slug: string }>({
    title: '',
    slug: '',
    body: '',
  });
  readonly isUnsaved = computed(() => {
    const { title, body, slug } = this.typed();
    return !this.isAdded() && [title, body, slug].some((text) => text !== '');
  });
  /** The slug from the title, unless another is typed. */
  protected readonly suggested = computed(() => slugOf(this.typed().title));
  private readonly slug = computed(() => this.typed().slug || this.suggested());
  protected readonly form = form(
    this.typed,
    (fields) => {
      pageRules(fields, () => this.t().page);
      validate(fields.slug, ({ value }) => {
        const fits = value() === '' ? this.suggested() !== '' : SLUG.test(value());
        return fits ? undefined : { kind: 'malformed', message: this.t().page.slugMalformed };
      });
    },
    {
      submission: {
        action: () => this.add(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.t().page.newTitle);
  }

  private async add(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const last = this.pages.value()?.items.at(-1)?.position ?? -1;
    const position = Math.min(last + 1, LAST);
    const body = { ...this.typed(), slug: this.slug(), position };
    const page = await this.sending.send(this.http.post<CompanyPageText>(PAGES, body));
    if (page) {
      this.isAdded.set(true);
      this.notices.say(fill(this.t().page.added, { title: page.title }));
      await this.router.navigate(['/office/pages', page.slug], { replaceUrl: true });
      return undefined;
    }
    const { title, slug, body: text } = this.form;
    const failure = this.sending.failure();
    if (failure?.name === 'slug-taken') {
      return { kind: failure.name, message: this.t().page.slugTaken, fieldTree: slug };
    }
    const faults = refusedFields(failure, { title, slug, body: text });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
