import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { pageTitle } from '../../../shared/site/page-title';
import { Column, ServerTable } from '../../../shared/tables/server-table';
import { Languages } from '../../../shared/texts/languages';
import { Listed } from '../../../shared/texts/listed';
import { AdminVenue } from '../programme';
import { officeVenuesTexts } from './venues-texts';

/** All venues. */
@Component({
  selector: 'app-venue-list',
  imports: [Listed, RouterLink, ServerTable],
  template: `
    <div class="page-head">
      <h1>{{ t().list.heading }}</h1>
      <a class="button" routerLink="/office/venues/new">{{ t().list.new }}</a>
    </div>
    <app-server-table
      address="/api/v1/admin/venues"
      [isWhole]="true"
      [columns]="columns()"
      [caption]="t().list.heading"
    >
      <ng-template #row let-item>
        @let venue = asVenue(item);
        <th scope="row" [attr.data-label]="t().fields.name">
          <a class="row-link" [routerLink]="['/office/venues', venue.id]">{{ venue.name }}</a>
        </th>
        <td [attr.data-label]="t().fields.address">{{ [venue.address, venue.city] | listed }}</td>
        <td class="number" [attr.data-label]="t().fields.capacity">
          {{ venue.default_capacity ?? '–' }}
        </td>
        <td [attr.data-label]="t().fields.position">
          {{ venue.latitude === null ? t().list.noPosition : t().list.hasPosition }}
        </td>
      </ng-template>
    </app-server-table>
  `,
})
export class VenueList {
  protected readonly t = inject(Languages).texts(officeVenuesTexts);
  protected readonly columns = computed<Column[]>(() => {
    const { fields } = this.t();
    return [
      { label: fields.name },
      { label: fields.address },
      { label: fields.capacity, isNumber: true },
      { label: fields.position },
    ];
  });

  protected readonly asVenue = (row: unknown) => row as AdminVenue;

  constructor() {
    pageTitle(() => this.t().list.heading);
  }
}
