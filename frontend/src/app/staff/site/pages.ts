import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { answer } from '../../shared/api/answer';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { ListCompanyPageRow, PAGES } from './api';
import { officeSiteTexts } from './office-site-texts';

/** The theatre's pages, in their order on the site. */
@Component({
  selector: 'app-pages',
  imports: [RouterLink],
  template: `
    <div class="page-head">
      <h1>{{ t().pages.title }}</h1>
      <div class="actions">
        <a class="button" routerLink="/office/pages/new">{{ t().pages.add }}</a>
      </div>
    </div>
    <p class="soft lead-in">{{ t().pages.lead }}</p>
    @if (pages.value(); as pages) {
      @if (pages.items.length > 0) {
        <div class="server-table">
          <div class="scroller">
            <table>
              <caption class="for-screen-readers">
                {{
                  t().pages.title
                }}
              </caption>
              <thead>
                <tr>
                  <th scope="col" class="number">{{ t().pages.position }}</th>
                  <th scope="col">{{ t().pages.pageTitle }}</th>
                  <th scope="col">{{ t().pages.address }}</th>
                </tr>
              </thead>
              <tbody>
                @for (page of pages.items; track page.slug) {
                  <tr>
                    <td class="number" [attr.data-label]="t().pages.position">
                      {{ page.position }}
                    </td>
                    <th scope="row">
                      <a [routerLink]="['/office/pages', page.slug]">{{ page.title }}</a>
                    </th>
                    <td [attr.data-label]="t().pages.address">
                      <a class="address" [href]="'/pages/' + page.slug">/pages/{{ page.slug }}</a>
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
        </div>
      } @else {
        <p class="panel">{{ t().pages.none }}</p>
      }
    } @else if (pages.failure(); as failure) {
      <p class="refusal" role="alert">{{ sayWhy(failure) }}</p>
      <div class="actions">
        <button class="button quiet" type="button" (click)="pages.reload()">
          {{ general().sending.again }}
        </button>
      </div>
    } @else {
      <p role="status">{{ general().table.loading }}</p>
    }
  `,
  styles: `
    .lead-in {
      margin-bottom: var(--space-4);
    }
    thead .number {
      width: 1%;
    }
    th a,
    td a {
      display: inline-flex;
      align-items: center;
      min-height: 1.75rem;
      overflow-wrap: anywhere;
    }
    th a {
      font-weight: 650;
    }
    .address {
      color: var(--ink-soft);
      font-weight: 400;
    }
  `,
})
export class Pages {
  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(officeSiteTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly pages = answer<ListCompanyPageRow>(() => PAGES);

  constructor() {
    pageTitle(() => this.t().pages.title);
  }
}
