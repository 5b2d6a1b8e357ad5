import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, validate } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';

import { HasUnsaved } from '../../shared/dialogs/leaving';
import { Notices } from '../../shared/dialogs/notices';
import { faultOf, refusedFields } from '../../shared/forms/faults';
import { Field } from '../../shared/forms/field';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { SLUG, slugOf } from '../../shared/forms/slug';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { PAGES, CompanyPageText } from './api';
import { officeSiteTexts } from './office-site-texts';
import { PageFields, TypedPage, pageRules } from './page-fields';

/** Creates a page. */
@Component({
  selector: 'app-new-page',
  imports: [Field, FormField, FormRoot, PageFields, RouterLink],
  template: `
    <a class="more-link" routerLink="/office/pages">{{ t().pages.back }}</a>
    <div class="page-head">
      <h1>{{ t().page.newTitle }}</h1>
    </div>
    <form [formRoot]="form">
      <app-page-fields [fields]="form">
        <app-field [label]="t().page.slug" [hint]="t().page.slugHint" [fault]="faultOf(form.slug)">
          <input
            [formField]="form.slug"
            [placeholder]="suggested()"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
          />
        </app-field>
      </app-page-fields>
      <div class="save-bar">
        @if (refusal(); as said) {
          <p class="refusal" role="alert">{{ said }}</p>
        }
        <button class="button" type="submit" [attr.aria-disabled]="sending.isBusy()">
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
  private readonly isAdded = signal(false);
  private readonly typed = signal<TypedPage & { readonly slug: string }>({
    title: '',
    slug: '',
    body: '',
    position: 10,
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
    const body = { ...this.typed(), slug: this.slug() };
    const page = await this.sending.send(this.http.post<CompanyPageText>(PAGES, body));
    if (page) {
      this.isAdded.set(true);
      this.notices.say(fill(this.t().page.added, { title: page.title }));
      await this.router.navigate(['/office/pages', page.slug], { replaceUrl: true });
      return undefined;
    }
    const { title, slug, position, body: text } = this.form;
    const failure = this.sending.failure();
    if (failure?.name === 'slug-taken') {
      return { kind: failure.name, message: this.t().page.slugTaken, fieldTree: slug };
    }
    const faults = refusedFields(failure, { title, slug, position, body: text });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
