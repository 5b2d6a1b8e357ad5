import { Component, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { answer } from '../../shared/api/answer';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { staffTexts } from '../shared/staff-texts';
import { accountTexts } from './account-texts';
import { ACCOUNT, Account } from './api';
import { ChangePassword } from './change-password';
import { SecondFactor } from './second-factor';
import { Sessions } from './sessions';

/** The account page: password, second factor and sessions. */
@Component({
  selector: 'app-account',
  imports: [ChangePassword, MatButton, SecondFactor, Sessions],
  template: `
    <div class="sheet centred">
      <div class="page-head">
        <h1>{{ t().title }}</h1>
      </div>
      @if (account.value(); as account) {
        <section class="panel who-one-is">
          <h2>{{ account.name }}</h2>
          <p>{{ account.email }}</p>
          <p>
            <span class="badge">{{ general().roles[account.role] }}</span>
          </p>
          <p class="soft">{{ t().whoChangesIt }}</p>
        </section>
        <section class="panel" aria-labelledby="own-password">
          <h2 id="own-password">{{ t().password.title }}</h2>
          <app-change-password (done)="sessions().reload()" />
        </section>
        <section class="panel" aria-labelledby="own-totp">
          <h2 id="own-totp">{{ t().totp.title }}</h2>
          <app-second-factor [account]="account" (changed)="changed()" />
        </section>
        <section class="panel" aria-labelledby="own-sessions">
          <h2 id="own-sessions">{{ t().sessions.title }}</h2>
          <app-sessions />
        </section>
      } @else if (account.failure(); as failure) {
        <p class="refusal" role="alert">{{ sayWhy(failure) }}</p>
        <div class="actions">
          <button matButton="outlined" type="button" (click)="account.reload()">
            {{ controls().sending.again }}
          </button>
        </div>
      } @else {
        <p role="status">{{ controls().table.loading }}</p>
      }
    </div>
  `,
  styles: `
    .centred {
      margin-inline: auto;
    }
    .who-one-is {
      display: grid;
      gap: var(--space-2);
      > h2 {
        margin: 0;
      }
    }
  `,
})
export class AccountPage {
  private readonly languages = inject(Languages);
  protected readonly sessions = viewChild.required(Sessions);
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(staffTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly account = answer<Account>(() => ACCOUNT);

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected changed(): void {
    this.account.reload();
    this.sessions().reload();
  }
}
