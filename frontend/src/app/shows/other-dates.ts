import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../api/address';
import { answer } from '../api/answer';
import type { Performance } from '../api/schema';
import { InTurn } from '../first-page/in-turn';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { Night } from './night';

/** Other performances of the same show, bookable ones first. */
@Component({
  selector: 'app-other-dates',
  imports: [InTurn, Night, RouterLink],
  template: `
    @if (dates(); as dates) {
      <section class="nights" aria-labelledby="other-dates">
        <h2 id="other-dates" class="section-head">
          {{ t().otherDates.heading }}
        </h2>
        @if (dates.length > 0) {
          <ol class="playbill">
            @for (one of dates; track one.id) {
              <li *appInTurn app-night [performance]="one" [ofOneShow]="true"></li>
            }
          </ol>
        } @else {
          <p>{{ t().otherDates.none }}</p>
          <a class="more-link" routerLink="/calendar">{{ t().otherDates.calendar }}</a>
        }
      </section>
    }
  `,
})
export class OtherDates {
  /** The performance to replace. */
  readonly instead = input.required<Performance>();

  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly show = computed(() => this.instead().show.slug);
  private readonly answered = answer(
    () => at('/api/v1/performances', undefined, { show: this.show(), limit: 20 }),
    { everySeconds: 30 },
  );
  protected readonly dates = computed(() => {
    const others = this.answered.value()?.items.filter(({ id }) => id !== this.instead().id);
    const canBook = ({ booking }: Performance) => booking.state === 'open';
    return others && [...others.filter(canBook), ...others.filter((one) => !canBook(one))];
  });
}
