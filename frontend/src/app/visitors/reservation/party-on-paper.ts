import { Component, computed, inject, input } from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { Listed } from '../../shared/texts/listed';
import { reservationTexts } from './reservation-texts';

/** The ticket's code in large letters, and the party size. */
@Component({
  selector: 'app-party-on-paper',
  imports: [Count, Fill, Listed],
  template: `
    <p>
      <span class="label">{{ t().paper.code }}</span>
      <span class="letters" aria-hidden="true">{{ reservation().code }}</span>
      <span class="for-screen-readers">{{ spelled() }}</span>
    </p>
    <p class="people">
      {{
        [
          t().paper.people | count: reservation().seats,
          reservation().seats > 1 && t().paper.oneCode,
        ] | listed
      }}
    </p>
    @if (reservation().name; as name) {
      <p class="name">{{ t().paper.name | fill: { name } }}</p>
    }
    @if (reservation().admitted > 0) {
      <p class="people">
        {{
          t().paper.admitted
            | fill: { admitted: reservation().admitted, seats: reservation().seats }
        }}
      </p>
    }
  `,
  styleUrl: './party-on-paper.scss',
})
export class PartyOnPaper {
  readonly reservation = input.required<Reservation>();

  protected readonly t = inject(Languages).texts(reservationTexts);
  /** Spelled out, because it is not a word. */
  protected readonly spelled = computed(() => [...this.reservation().code].join(' '));
}
