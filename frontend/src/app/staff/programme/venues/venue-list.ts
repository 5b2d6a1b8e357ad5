import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { pageTitle } from '../../../shared/site/page-title';
import { ServerTable } from '../../../shared/tables/server-table';
import { Languages } from '../../../shared/texts/languages';
import { Listed } from '../../../shared/texts/listed';
import { officeVenuesTexts } from './venues-texts';

/** All venues. */
@Component({
  selector: 'app-venue-list',
  imports: [Listed, MatButton, MatTableModule, RouterLink, ServerTable],
  template: `
    <div class="page-head">
      <h1>{{ t().list.heading }}</h1>
      <a matButton="filled" routerLink="/office/venues/new">{{ t().list.new }}</a>
    </div>
    <app-server-table address="/api/v1/admin/venues" [isWhole]="true" [caption]="t().list.heading">
      <ng-container matColumnDef="name">
        <th *matHeaderCellDef mat-header-cell>{{ t().fields.name }}</th>
        <td *matCellDef="let venue" mat-cell role="rowheader">
          <a class="row-link" [routerLink]="['/office/venues', venue.id]">{{ venue.name }}</a>
        </td>
      </ng-container>
      <ng-container matColumnDef="address">
        <th *matHeaderCellDef mat-header-cell>{{ t().fields.address }}</th>
        <td *matCellDef="let venue" mat-cell class="whole-line">
          {{ [venue.address, venue.city] | listed }}
        </td>
      </ng-container>
      <ng-container matColumnDef="capacity">
        <th *matHeaderCellDef mat-header-cell class="number">{{ t().fields.capacity }}</th>
        <td *matCellDef="let venue" mat-cell class="number" [attr.data-label]="t().fields.capacity">
          {{ venue.default_capacity ?? '–' }}
        </td>
      </ng-container>
      <ng-container matColumnDef="position">
        <th *matHeaderCellDef mat-header-cell>{{ t().fields.position }}</th>
        <td *matCellDef="let venue" mat-cell [attr.data-label]="t().fields.position">
          {{ venue.latitude === null ? t().list.noPosition : t().list.hasPosition }}
        </td>
      </ng-container>
    </app-server-table>
  `,
})
export class VenueList {
  protected readonly t = inject(Languages).texts(officeVenuesTexts);

  constructor() {
    pageTitle(() => this.t().list.heading);
  }
}
