import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { answer } from '../../../shared/api/answer';
import { failuresInWords } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { SignedIn } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { ListStaffAccount, STAFF, StaffAccount } from './api';
import { staffAdminTexts } from './staff-admin-texts';
import { Standing } from './standing';

/** Interval for checking the delivery of invitations, in seconds. */
const CHECKED_EVERY_SECONDS = 20;

/** All present and former staff. */
@Component({
  selector: 'app-roster',
  imports: [MatButton, MatTableModule, RouterLink, Standing, When],
  template: `
    <div class="page-head">
      <h1>{{ t().title }}</h1>
      <div class="actions">
        <a matButton="filled" routerLink="/office/staff/new">{{ t().invite.open }}</a>
      </div>
    </div>
    @if (staff.value(); as staff) {
      <div class="server-table">
        <div class="scroller">
          <table mat-table [dataSource]="staff.items" [trackBy]="idOf">
            <caption class="for-screen-readers">
              {{
                t().title
              }}
            </caption>
            <ng-container matColumnDef="name">
              <th *matHeaderCellDef mat-header-cell>{{ t().columns.name }}</th>
              <td *matCellDef="let item" mat-cell [attr.role]="'rowheader'">
                @let account = asAccount(item);
                <a class="row-link" [routerLink]="['/office/staff', account.id]">{{
                  account.name
                }}</a>
                @if (account.id === signedIn.member()?.id) {
                  <span class="soft">&ngsp;({{ t().you }})</span>
                }
                <span class="email">{{ account.email }}</span>
              </td>
            </ng-container>
            <ng-container matColumnDef="role">
              <th *matHeaderCellDef mat-header-cell>{{ t().columns.role }}</th>
              <td *matCellDef="let item" mat-cell [class.gone]="isGone(item)">
                {{ general().roles[asAccount(item).role] }}
              </td>
            </ng-container>
            <ng-container matColumnDef="status">
              <th *matHeaderCellDef mat-header-cell>{{ t().columns.status }}</th>
              <td *matCellDef="let item" mat-cell [class.gone]="isGone(item)">
                <app-standing [account]="asAccount(item)" />
              </td>
            </ng-container>
            <ng-container matColumnDef="totp">
              <th *matHeaderCellDef mat-header-cell>{{ t().columns.totp }}</th>
              <td
                *matCellDef="let item"
                mat-cell
                [attr.data-label]="t().columns.totp"
                [class.gone]="isGone(item)"
              >
                {{ asAccount(item).has_totp ? t().yes : t().no }}
              </td>
            </ng-container>
            <ng-container matColumnDef="seen">
              <th *matHeaderCellDef mat-header-cell>{{ t().columns.lastSeen }}</th>
              <td
                *matCellDef="let item"
                mat-cell
                [attr.data-label]="t().columns.lastSeen"
                [class.gone]="isGone(item)"
              >
                @if (asAccount(item).last_seen_at; as seen) {
                  @if (site()?.time_zone; as zone) {
                    {{ seen | when: zone : 'shortFull' }}
                  }
                } @else {
                  {{ t().never }}
                }
              </td>
            </ng-container>
            <tr mat-header-row *matHeaderRowDef="columns"></tr>
            <tr mat-row *matRowDef="let item; columns: columns"></tr>
          </table>
        </div>
      </div>
    } @else if (staff.failure(); as failure) {
      <div class="refusal" role="alert">{{ sayWhy(failure) }}</div>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="staff.reload()">
          {{ controls().sending.again }}
        </button>
      </div>
    } @else {
      <p role="status">{{ controls().table.loading }}</p>
    }
  `,
  styles: `
    .email {
      display: block;
      color: var(--ink-soft);
      font-size: 0.9375rem;
      font-weight: 400;
      overflow-wrap: anywhere;
    }
    .gone {
      color: var(--ink-soft);
    }
  `,
})
export class Roster {
  private readonly languages = inject(Languages);
  protected readonly signedIn = inject(SignedIn);
  protected readonly site = inject(TheSite).site;
  protected readonly t = this.languages.texts(staffAdminTexts);
  protected readonly general = this.languages.texts(staffTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly columns = ['name', 'role', 'status', 'totp', 'seen'] as const;
  protected readonly staff = answer<ListStaffAccount>(() => STAFF, {
    everySeconds: CHECKED_EVERY_SECONDS,
  });

  protected readonly asAccount = (row: unknown) => row as StaffAccount;
  protected readonly idOf = (_: number, account: StaffAccount) => account.id;
  protected readonly isGone = (row: unknown) => this.asAccount(row).status === 'deactivated';

  constructor() {
    pageTitle(() => this.t().title);
  }
}
