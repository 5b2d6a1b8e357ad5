import { Component, inject } from '@angular/core';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { pageTitle } from '../../shared/site/page-title';
import { ServerTable } from '../../shared/tables/server-table';
import { Languages } from '../../shared/texts/languages';
import { PAGES } from './api';
import { officeSiteTexts } from './office-site-texts';

/** The theatre's pages, in their order on the site. */
@Component({
  selector: 'app-pages',
  imports: [MatTableModule, RouterLink, ServerTable],
  template: `
    <div class="page-head">
      <h1>{{ t().pages.title }}</h1>
      <div class="actions">
        <a class="button" routerLink="/office/pages/new">{{ t().pages.add }}</a>
      </div>
    </div>
    <p class="soft lead-in">{{ t().pages.lead }}</p>
    <app-server-table
      [address]="address"
      [isWhole]="true"
      [caption]="t().pages.title"
      [none]="t().pages.none"
    >
      <ng-container matColumnDef="position">
        <th *matHeaderCellDef mat-header-cell class="number">{{ t().pages.position }}</th>
        <td *matCellDef="let page" mat-cell class="number">{{ page.position }}</td>
      </ng-container>
      <ng-container matColumnDef="title">
        <th *matHeaderCellDef mat-header-cell>{{ t().pages.pageTitle }}</th>
        <td *matCellDef="let page" mat-cell role="rowheader">
          <a class="row-link" [routerLink]="['/office/pages', page.slug]">{{ page.title }}</a>
        </td>
      </ng-container>
      <ng-container matColumnDef="address">
        <th *matHeaderCellDef mat-header-cell>{{ t().pages.address }}</th>
        <td *matCellDef="let page" mat-cell>
          <a class="address" [href]="'/pages/' + page.slug">/pages/{{ page.slug }}</a>
        </td>
      </ng-container>
    </app-server-table>
  `,
  styles: `
    .lead-in {
      margin-bottom: var(--space-4);
    }
    .mat-column-position {
      width: 1%;
    }
    .address {
      color: var(--ink-soft);
    }
    @media (max-width: 44rem) {
      [role='rowheader'] {
        flex: 1;
      }
      .mat-column-address {
        flex-basis: 100%;
      }
    }
  `,
})
export class Pages {
  protected readonly t = inject(Languages).texts(officeSiteTexts);
  protected readonly address = PAGES;

  constructor() {
    pageTitle(() => this.t().pages.title);
  }
}
