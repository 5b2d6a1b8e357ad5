import { Component, inject, input } from '@angular/core';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { Trouble } from '../../shared/network/trouble';
import { pageTitle } from '../../shared/site/page-title';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';

/** A page with the theatre's own text. */
@Component({
  selector: 'app-company-page',
  imports: [Trouble],
  template: `
    @if (page.value(); as page) {
      <div class="page letter">
        <h1 class="page-title">{{ page.title }}</h1>
        <div class="prose" [innerHTML]="page.html"></div>
      </div>
    } @else if (page.failure(); as failure) {
      <app-trouble [failure]="failure" (again)="page.reload()" />
    } @else {
      <p class="waiting">{{ t().states.loading }}</p>
    }
  `,
})
export class CompanyPage {
  /** The page's slug. */
  readonly slug = input.required<string>();

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly page = answer(() => at('/api/v1/pages/{slug}', { slug: this.slug() }));

  constructor() {
    pageTitle(() => this.page.value()?.title);
  }
}
