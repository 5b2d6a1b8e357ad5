import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { Night } from './night';

/** Other performances of the same show, bookable ones first. */
@Component({
  selector: 'app-other-dates',
  imports: [InTurn, Night, RouterLink],
  template: `
    @if (dates.value()?.items; as dates) {
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
  readonly instead = input.required<string>();

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly dates = answer(
    () => at('/api/v1/performances/{id}/other-dates', { id: this.instead() }),
    { everySeconds: 30 },
  );
}
