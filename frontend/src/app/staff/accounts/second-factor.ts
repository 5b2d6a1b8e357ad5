import { HttpClient } from '@angular/common/http';
import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Observable } from 'rxjs';

import { Notices } from '../../shared/dialogs/notices';
import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { accountTexts } from './account-texts';
import { ACCOUNT, Account, TotpSetup, RecoveryCodes } from './api';
import { AskPassword } from './ask-password';
import { RecoveryCodesShown } from './recovery-codes';
import { SetUpApp } from './set-up-app';

/** With fewer recovery codes the page recommends new ones. */
const FEW = 4;

/** Sets up, renews and removes the second factor. */
@Component({
  selector: 'app-second-factor',
  imports: [AskPassword, Count, MatButton, RecoveryCodesShown, SetUpApp],
  template: `
    @if (codes(); as codes) {
      <app-recovery-codes [codes]="codes" (kept)="forgetCodes()" />
    } @else if (prepared(); as prepared) {
      <app-set-up-app [prepared]="prepared" (active)="show($event)" (left)="leave()" />
    } @else if (account().has_totp) {
      <p>
        <span class="badge good">{{ t().totp.on }}</span>
      </p>
      <p>{{ t().totp.onLead }}</p>
      <p [class.few]="areFew()">{{ t().totp.codesLeft | count: account().recovery_codes_left }}</p>
      @switch (asking()) {
        @case ('renew') {
          <app-ask-password
            [lead]="t().totp.renewLead"
            [yes]="t().totp.renew"
            [request]="renew"
            (done)="show($event)"
            (left)="leave()"
          />
        }
        @case ('remove') {
          <app-ask-password
            [lead]="t().totp.removeLead"
            [yes]="t().totp.remove"
            [isDestructive]="true"
            [request]="remove"
            (done)="removed()"
            (left)="leave()"
          />
        }
        @default {
          <div class="actions">
            <button matButton="outlined" type="button" (click)="asking.set('renew')">
              {{ t().totp.renew }}
            </button>
            <button matButton="outlined" type="button" (click)="asking.set('remove')">
              {{ t().totp.remove }}
            </button>
          </div>
        }
      }
    } @else {
      <p>{{ t().totp.offLead }}</p>
      @if (asking() === 'prepare') {
        <app-ask-password
          [lead]="t().totp.prepareLead"
          [yes]="t().totp.goOn"
          [request]="prepare"
          (done)="prepared.set($event)"
          (left)="leave()"
        />
      } @else {
        <div class="actions">
          <button matButton="filled" type="button" (click)="asking.set('prepare')">
            {{ t().totp.setUp }}
          </button>
        </div>
      }
    }
  `,
  styles: `
    p + p {
      margin-top: var(--space-3);
    }
    .few {
      color: var(--warn);
      font-weight: 650;
    }
    app-ask-password {
      display: block;
      margin-top: var(--space-4);
    }
  `,
})
export class SecondFactor {
  readonly account = input.required<Account>();
  /** Emits when the account has changed. */
  readonly changed = output();

  private readonly http = inject(HttpClient);
  private readonly notices = inject(Notices);
  protected readonly t = inject(Languages).texts(accountTexts);
  protected readonly asking = signal<'prepare' | 'renew' | 'remove' | undefined>(undefined);
  protected readonly prepared = signal<TotpSetup | undefined>(undefined);
  protected readonly codes = signal<readonly string[] | undefined>(undefined);

  protected readonly prepare = (password: string): Observable<TotpSetup> =>
    this.http.post<TotpSetup>(`${ACCOUNT}/totp`, { password });
  protected readonly renew = (password: string): Observable<RecoveryCodes> =>
    this.http.post<RecoveryCodes>(`${ACCOUNT}/recovery-codes`, { password });
  protected readonly remove = (password: string): Observable<unknown> =>
    this.http.delete(`${ACCOUNT}/totp`, { body: { password } });

  protected areFew(): boolean {
    return this.account().recovery_codes_left < FEW;
  }

  protected show({ recovery_codes }: RecoveryCodes): void {
    this.leave();
    this.codes.set(recovery_codes);
    this.changed.emit();
  }

  protected forgetCodes(): void {
    this.codes.set(undefined);
  }

  protected removed(): void {
    this.leave();
    this.notices.say(this.t().totp.removed);
    this.changed.emit();
  }

  protected leave(): void {
    this.asking.set(undefined);
    this.prepared.set(undefined);
  }
}
