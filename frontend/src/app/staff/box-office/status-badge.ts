import { Component, computed, inject, input } from '@angular/core';

import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import type { ReservationRow, ReservationStatus } from './api';
import { reservationsTexts } from './reservations-texts';

const MOODS: Readonly<Record<ReservationStatus, string>> = {
  pending: 'warn',
  expired: 'bad',
  confirmed: 'good',
  cancelled: '',
};

/** The status of a reservation, and until when its seats are held. */
@Component({
  selector: 'app-status-badge',
  imports: [Fill, When],
  template: `
    <span class="badge {{ mood() }}">{{ t().statuses[reservation().status] }}</span>
    @if (reservation().performance.cancelled_at !== null) {
      <span class="badge bad">{{ t().dateCancelled }}</span>
    }
    @if (reservation().status === 'pending' && reservation().hold_until) {
      <span class="hold">{{
        t().heldUntil
          | fill
            : {
                time:
                  (reservation().hold_until! | when: reservation().performance.time_zone : 'hour'),
              }
      }}</span>
    }
  `,
  styles: `
    .hold {
      display: block;
      color: var(--ink-soft);
      font-size: var(--size-small);
      white-space: nowrap;
    }
    @media (max-width: 44rem) {
      .hold {
        display: inline;
        margin-left: var(--space-1);
      }
    }
  `,
})
export class StatusBadge {
  readonly reservation =
    input.required<Pick<ReservationRow, 'status' | 'hold_until' | 'performance'>>();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  protected readonly mood = computed(() => MOODS[this.reservation().status]);
}
