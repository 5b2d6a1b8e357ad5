import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../api/address';
import { answer } from '../api/answer';
import type { Performance } from '../api/schema';
import { Night } from '../shows/night';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { reservationTexts } from './reservation-texts';

/** When else a show can be booked. */
@Component({
  selector: 'app-other-dates',
  imports: [Fill, Night, RouterLink],
  template: `
    <section class="nights" aria-labelledby="other-dates">
      <h2 id="other-dates">{{ t().otherDates.heading | fill: { show: instead().show.title } }}</h2>
      @if (dates().length > 0) {
        <ol class="playbill">
          @for (one of dates(); track one.id) {
            <li app-night [performance]="one" [ofOneShow]="true"></li>
          }
        </ol>
      } @else if (!answered.isLoading()) {
        <p>{{ t().otherDates.none }}</p>
        <a class="more-link" routerLink="/calendar">{{ t().otherDates.calendar }}</a>
      }
    </section>
  `,
  styles: `
    h2 {
      margin-bottom: var(--space-5);
    }
  `,
})
export class OtherDates {
  /** The performance that they would be instead of. */
  readonly instead = input.required<Performance>();

  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly answered = answer(() =>
    at('/api/v1/performances', undefined, { show: this.instead().show.slug, limit: 20 }),
  );
  protected readonly dates = computed(() =>
    (this.answered.value()?.items ?? []).filter(
      ({ id, booking }) => id !== this.instead().id && booking.state === 'open',
    ),
  );
}
