import { Component, computed, inject, input } from '@angular/core';

import type { Performance } from '../api/schema';
import { count, fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { when } from '../texts/when';

/** When to hurry, in seats left. */
const FEW = 10;

/** The available seats of a performance, or why there are none. */
@Component({
  selector: 'app-seats-left',
  template: `{{ text() }}`,
  host: { '[class.few]': 'isFew()', '[class.none]': 'isNone()' },
})
export class SeatsLeft {
  readonly performance = input.required<Performance>();

  private readonly languages = inject(Languages);
  private readonly t = this.languages.texts(siteTexts);

  protected readonly isFew = computed(() => {
    const { state, available } = this.performance().booking;
    return state === 'open' && available <= FEW;
  });
  protected readonly isNone = computed(() =>
    ['sold_out', 'cancelled'].includes(this.performance().booking.state),
  );
  protected readonly text = computed(() => {
    const texts = this.t().performance;
    const language = this.languages.current();
    const { booking, starts_at: start, time_zone: zone } = this.performance();
    switch (booking.state) {
      case 'open':
        return count(this.isFew() ? texts.few : texts.available, booking.available, language);
      case 'not_yet_open':
        return fill(texts.notYetOpen, {
          date: when(booking.opens_at, zone, 'shortFull', language),
        });
      case 'sold_out':
        return texts.soldOut;
      case 'cancelled':
        return texts.cancelled;
      case 'closed':
        return Date.parse(start) <= Date.now() ? texts.past : texts.closed;
    }
  });
}
