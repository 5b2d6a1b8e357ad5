import { Component, computed, inject, input } from '@angular/core';

import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import type { ReservationDetail } from './api';
import { alsoHappened, sentence } from './history';
import { reservationsTexts } from './reservations-texts';

/** The history of a reservation, latest first. */
@Component({
  selector: 'app-history',
  imports: [When],
  template: `
    <ol>
      @for (entry of entries(); track $index) {
        <li>
          <time class="soft" [attr.datetime]="entry.at">{{
            entry.at | when: reservation().performance.time_zone : 'shortFull'
          }}</time>
          <p>{{ entry.sentence }}</p>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: grid;
      gap: var(--space-3);
    }
    li {
      padding-left: var(--space-4);
      border-left: 2px solid var(--line-strong);
      overflow-wrap: anywhere;
    }
    time {
      font-size: 0.9375rem;
    }
  `,
})
export class History {
  readonly reservation = input.required<ReservationDetail>();

  private readonly languages = inject(Languages);
  private readonly t = this.languages.texts(reservationsTexts);
  protected readonly entries = computed(() => {
    const [reservation, t, language] = [this.reservation(), this.t(), this.languages.current()];
    const done = reservation.history.map((entry) => ({
      at: entry.at,
      sentence: sentence(entry, t, language),
    }));
    return [...done, ...alsoHappened(reservation, t, language)].sort(
      (one, other) => Date.parse(other.at) - Date.parse(one.at),
    );
  });
}
