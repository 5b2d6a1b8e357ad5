import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';

import { Download } from '../../shared/tables/download';
import { Languages } from '../../shared/texts/languages';
import { reservationsTexts } from './reservations-texts';

/** A menu to print or export the list. */
@Component({
  selector: 'app-list-exports',
  imports: [Download, MatButton, MatMenuModule],
  template: `
    <button matButton="outlined" type="button" [matMenuTriggerFor]="files">
      {{ t().takeAlong.title }}
    </button>
    <mat-menu #files>
      <a mat-menu-item appDownload [href]="csv()">{{ t().takeAlong.csv }}</a>
      @if (doorList(); as doorList) {
        <a mat-menu-item appDownload [href]="doorList">{{ t().takeAlong.pdf }}</a>
        <a mat-menu-item appDownload [href]="doorList + '?sort=surname'">{{
          t().takeAlong.pdfBySurname
        }}</a>
      } @else {
        <button mat-menu-item type="button" disabled>
          {{ t().takeAlong.pdf }}<span class="second-line">{{ t().takeAlong.pdfWhich }}</span>
        </button>
      }
    </mat-menu>
  `,
})
export class ListExports {
  /** The list's filters, with the server's names. */
  readonly filters = input.required<Readonly<Record<string, string>>>();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  protected readonly csv = computed(() => {
    const query = new URLSearchParams(this.filters()).toString();
    return `/api/v1/admin/reservations.csv${query ? `?${query}` : ''}`;
  });
  protected readonly doorList = computed(() => {
    const { performance } = this.filters();
    return performance
      ? `/api/v1/admin/performances/${encodeURIComponent(performance)}/door-list.pdf`
      : undefined;
  });
}
