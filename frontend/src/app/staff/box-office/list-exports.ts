import { Component, computed, inject, input } from '@angular/core';

import { Download } from '../../shared/tables/download';
import { Languages } from '../../shared/texts/languages';
import { reservationsTexts } from './reservations-texts';

/** Links to print or export the list. */
@Component({
  selector: 'app-list-exports',
  imports: [Download],
  template: `
    <h2>{{ t().takeAlong.title }}</h2>
    <ul>
      <li>
        <a appDownload [href]="csv()">{{ t().takeAlong.csv }}</a>
        <p class="soft">{{ t().takeAlong.csvHolds }}</p>
      </li>
      <li>
        @if (doorList(); as doorList) {
          <a appDownload [href]="doorList">{{ t().takeAlong.pdf }}</a>
          <a appDownload [href]="doorList + '?sort=surname'">{{ t().takeAlong.pdfBySurname }}</a>
        } @else {
          <strong>{{ t().takeAlong.pdf }}</strong>
        }
        <p class="soft">
          {{ t().takeAlong.pdfHolds }}
          @if (!doorList()) {
            {{ t().takeAlong.pdfWhich }}
          }
        </p>
      </li>
    </ul>
  `,
  styles: `
    :host {
      display: block;
      margin-top: var(--space-6);
    }
    h2 {
      margin-bottom: var(--space-3);
    }
    ul {
      display: grid;
      gap: var(--space-4) var(--space-5);
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    }
    li {
      padding: var(--space-3) var(--space-4);
      border: 1px solid var(--line);
      border-radius: calc(var(--corner) * 2);
      background: var(--house-raised);
    }
    a + a {
      margin-left: var(--space-4);
    }
    a,
    strong {
      display: inline-flex;
      align-items: center;
      min-height: 2.75rem;
      font-weight: 650;
    }
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
