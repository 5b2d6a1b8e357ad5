import { Component, computed, inject, input } from '@angular/core';

import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { SignedIn } from '../shared/signed-in';
import type { Mail, ReservationDetail } from './api';
import { mailProblem } from './mail-problem';
import { reservationsTexts } from './reservations-texts';

/** The messages to the guest, their delivery, and the reason for a failure. */
@Component({
  selector: 'app-mails',
  imports: [Count, When],
  template: `
    <ul>
      @for (mail of reservation().mails; track $index) {
        <li>
          <p>
            <strong>{{ t().mails.kinds[mail.kind] }}</strong>
            <span class="badge {{ moods[stateOf(mail)] }}">{{
              t().mailStates[stateOf(mail)]
            }}</span>
          </p>
          <p class="soft">
            {{ mail.settled_at ?? mail.created_at | when: zone() : 'shortFull' }}
            @if (mail.attempts > 1 || (mail.attempts === 1 && mail.state !== 'sent')) {
              · {{ t().mails.attempts | count: mail.attempts }}
            }
          </p>
          @if (why(mail); as why) {
            <p class="why">
              {{ why }}
              @if (mail.state === 'waiting') {
                {{ t().mails.again }}
              }
            </p>
            <details>
              <summary>{{ t().mails.technical }}</summary>
              <p class="soft">{{ mail.problem }}</p>
            </details>
          }
        </li>
      } @empty {
        <li class="soft">{{ reservation().email ? t().noMail : t().mails.noAddress }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-3);
    }
    li + li {
      padding-top: var(--space-3);
      border-top: 1px solid var(--line);
    }
    li > p:first-child {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-3);
    }
    .soft {
      font-size: 0.9375rem;
      overflow-wrap: anywhere;
    }
    .why {
      font-weight: 600;
    }
    summary {
      display: inline-block;
      min-height: 2.75rem;
      padding-block: var(--space-2);
      color: var(--lantern-ink);
      font-size: 0.9375rem;
      text-decoration: underline;
      cursor: pointer;
    }
  `,
})
export class Mails {
  readonly reservation = input.required<ReservationDetail>();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  private readonly signedIn = inject(SignedIn);
  private readonly isKept = computed(() => this.signedIn.member()?.mail === 'kept');
  protected readonly moods = {
    sent: 'good',
    kept: 'warn',
    waiting: 'warn',
    refused: 'bad',
    dropped: '',
  };

  /** A message counts as sent when a mail server has accepted it, not when it is stored here. */
  protected stateOf({ state }: Mail): Mail['state'] | 'kept' {
    return state === 'sent' && this.isKept() ? 'kept' : state;
  }

  protected zone(): string {
    return this.reservation().performance.time_zone;
  }

  /** Why a message is undelivered; none if it was delivered in the end. */
  protected why({ state, problem }: Mail): string | undefined {
    const isThere = state === 'sent' || problem === null;
    return isThere ? undefined : this.t().mails.problems[mailProblem(problem)];
  }
}
