import { HttpClient } from '@angular/common/http';
import { Component, DOCUMENT, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { map } from 'rxjs';

import { answer } from '../../shared/api/answer';
import { Notices } from '../../shared/dialogs/notices';
import { Questions } from '../../shared/dialogs/questions';
import { failuresInWords, sending } from '../../shared/forms/sending';
import { TheSite } from '../../shared/site/the-site';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Fill, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { accountTexts } from './account-texts';
import { ACCOUNT, AccountSession, ListAccountSession } from './api';

/** Lists the account's sessions and ends them. */
@Component({
  selector: 'app-sessions',
  imports: [Fill, MatButton, When],
  template: `
    <p class="soft">{{ t().sessions.lead }}</p>
    @if (sending.said(); as said) {
      <p class="refusal" role="alert">{{ said }}</p>
    }
    @if (sessions.value(); as sessions) {
      <ul class="list">
        @for (session of sessions.items; track session.id) {
          <li>
            <div>
              <p class="device">
                {{ nameOf(session) }}
                @if (session.is_current) {
                  <span class="badge good">{{ t().sessions.current }}</span>
                }
              </p>
              @if (zone(); as zone) {
                <p class="soft">
                  {{
                    t().sessions.lastUsed
                      | fill: { time: session.last_used_at | when: zone : 'shortFull' }
                  }}
                </p>
                <p class="soft">
                  {{
                    t().sessions.since
                      | fill
                        : {
                            from: session.created_at | when: zone : 'shortFull',
                            to: session.expires_at | when: zone : 'shortFull',
                          }
                  }}
                </p>
              }
            </div>
            @if (!session.is_current) {
              <button
                matButton="outlined"
                class="small"
                type="button"
                [attr.aria-label]="t().sessions.endOf | fill: { device: nameOf(session) }"
                (click)="end(session)"
              >
                {{ t().sessions.end }}
              </button>
            }
          </li>
        }
      </ul>
    } @else if (sessions.failure(); as failure) {
      <p class="refusal" role="alert">{{ sayWhy(failure) }}</p>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="sessions.reload()">
          {{ general().sending.again }}
        </button>
      </div>
    } @else {
      <p role="status">{{ general().table.loading }}</p>
    }
    <div class="actions">
      <button matButton="outlined" type="button" (click)="endAll()">
        {{ t().sessions.endAll }}
      </button>
    </div>
  `,
  styles: `
    .list {
      margin-top: var(--space-3);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2) var(--space-4);
      padding-block: var(--space-3);
      border-top: 1px solid var(--line);
    }
    .device {
      font-weight: 650;
    }
    .soft {
      font-size: 0.9375rem;
    }
    .small {
      min-height: 2.75rem;
    }
  `,
})
export class Sessions {
  private readonly document = inject(DOCUMENT);
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly questions = inject(Questions);
  private readonly site = inject(TheSite).site;
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly sending = sending();
  protected readonly sessions = answer<ListAccountSession>(() => `${ACCOUNT}/sessions`);

  /** The time zone of the displayed times. */
  protected zone(): string | undefined {
    return this.site()?.time_zone;
  }

  /** Loads the list again after sessions were ended. */
  reload(): void {
    this.sessions.reload();
  }

  protected nameOf({ device }: AccountSession): string {
    return device || this.t().sessions.unknown;
  }

  protected async end(session: AccountSession): Promise<void> {
    const asked = this.http.delete(`${ACCOUNT}/sessions/${session.id}`).pipe(map(() => true));
    const isDone = await this.sending.send(asked);
    // The session has already ended.
    const isGone = this.sending.failure()?.name === 'unknown-session';
    if (isDone || isGone) {
      this.sending.clear();
      this.notices.say(fill(this.t().sessions.ended, { device: this.nameOf(session) }));
      this.sessions.reload();
    }
  }

  protected async endAll(): Promise<void> {
    const texts = this.t().sessions;
    const consent = await this.questions.ask({
      title: texts.endAllTitle,
      text: [texts.endAllText],
      yes: texts.endAll,
    });
    if (!consent) return;
    const asked = this.http.delete(`${ACCOUNT}/sessions`).pipe(map(() => true));
    if (await this.sending.send(asked)) this.document.location.assign('/sign-in');
  }
}
