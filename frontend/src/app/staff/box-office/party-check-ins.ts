import { Component, inject, input } from '@angular/core';

import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import type { ReservationDetail } from './api';
import { reservationsTexts } from './reservations-texts';

/** The check-ins of a party, with time and person. */
@Component({
  selector: 'app-party-check-ins',
  imports: [Count, Fill, When],
  template: `
    <ul>
      @for (checkIn of reservation().check_ins; track checkIn.id) {
        @let zone = reservation().performance.time_zone;
        <li>
          <p [class.undone]="checkIn.undone_at">
            <strong>{{ t().checkIns.people | count: checkIn.seats }}</strong>
            {{
              t().checkIns.by
                | fill: { at: (checkIn.at | when: zone : 'shortFull'), by: checkIn.by }
            }}
          </p>
          @if (checkIn.override_reason) {
            <p class="soft">
              {{ t().checkIns.outside | fill: { reason: checkIn.override_reason } }}
            </p>
          }
          @if (checkIn.undone_at) {
            <p class="soft">
              {{
                t().checkIns.undone
                  | fill
                    : {
                        at: (checkIn.undone_at | when: zone : 'hour'),
                        by: checkIn.undone_by ?? '',
                      }
              }}
            </p>
          }
        </li>
      } @empty {
        <li class="soft">{{ t().checkIns.none }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-3);
    }
    .undone {
      text-decoration: line-through;
    }
    .soft {
      overflow-wrap: anywhere;
    }
  `,
})
export class PartyCheckIns {
  readonly reservation = input.required<ReservationDetail>();

  protected readonly t = inject(Languages).texts(reservationsTexts);
}
