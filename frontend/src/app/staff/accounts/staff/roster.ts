import { Component, inject } from '@angular/core';
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
import { ListStaffAccount, STAFF } from './api';
import { staffAdminTexts } from './staff-admin-texts';
import { Standing } from './standing';

/** Interval for checking the delivery of invitations, in seconds. */
const LOOKED_AFTER_SECONDS = 20;

/** All present and former staff. */
@Component({
  selector: 'app-roster',
  imports: [RouterLink, Standing, When],
  template: `
    <div class="page-head">
      <h1>{{ t().title }}</h1>
      <div class="actions">
        <a class="button" routerLink="/office/staff/new">{{ t().invite.open }}</a>
      </div>
    </div>
    @if (staff.value(); as staff) {
      <div class="server-table">
        <div class="scroller">
          <table>
            <caption class="for-screen-readers">
              {{
                t().title
              }}
            </caption>
            <thead>
              <tr>
                <th scope="col">{{ t().columns.name }}</th>
                <th scope="col">{{ t().columns.role }}</th>
                <th scope="col">{{ t().columns.status }}</th>
                <th scope="col">{{ t().columns.totp }}</th>
                <th scope="col">{{ t().columns.lastSeen }}</th>
              </tr>
            </thead>
            <tbody>
              @for (account of staff.items; track account.id) {
                <tr [class.gone]="account.status === 'deactivated'">
                  <th scope="row">
                    <span class="whole">
                      <a [routerLink]="['/office/staff', account.id]">{{ account.name }}</a>
                      @if (account.id === signedIn.member()?.id) {
                        <span class="soft">&ngsp;({{ t().you }})</span>
                      }
                      <span class="email">{{ account.email }}</span>
                    </span>
                  </th>
                  <td [attr.data-label]="t().columns.role">{{ general().roles[account.role] }}</td>
                  <td [attr.data-label]="t().columns.status">
                    <app-standing [account]="account" />
                  </td>
                  <td [attr.data-label]="t().columns.totp">
                    {{ account.has_totp ? t().yes : t().no }}
                  </td>
                  <td [attr.data-label]="t().columns.lastSeen">
                    @if (account.last_seen_at; as seen) {
                      @if (site()?.time_zone; as zone) {
                        {{ seen | when: zone : 'shortFull' }}
                      }
                    } @else {
                      {{ t().never }}
                    }
                  </td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      </div>
    } @else if (staff.failure(); as failure) {
      <div class="refusal" role="alert">{{ sayWhy(failure) }}</div>
      <div class="actions">
        <button class="button quiet" type="button" (click)="staff.reload()">
          {{ controls().sending.again }}
        </button>
      </div>
    } @else {
      <p role="status">{{ controls().table.loading }}</p>
    }
  `,
  styles: `
    a {
      font-weight: 650;
    }
    .whole {
      display: block;
    }
    .email {
      display: block;
      color: var(--ink-soft);
      font-size: 0.9375rem;
      font-weight: 400;
      overflow-wrap: anywhere;
    }
    tbody th a {
      display: inline-flex;
      align-items: center;
      min-height: 1.75rem;
    }
    .gone td,
    .gone a {
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
  protected readonly staff = answer<ListStaffAccount>(() => STAFF, {
    everySeconds: LOOKED_AFTER_SECONDS,
  });

  constructor() {
    pageTitle(() => this.t().title);
  }
}
