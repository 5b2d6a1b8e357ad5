import { Component, computed, inject, input } from '@angular/core';

import type { Performance } from '../../shared/api/schema';
import { count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { when } from '../../shared/texts/when';

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

  private readonly label = computed(() => this.performance().booking.label);
  protected readonly isFew = computed(() => this.label() === 'few_left');
  protected readonly isNone = computed(() => ['sold_out', 'cancelled'].includes(this.label()));
  protected readonly text = computed(() => {
    const texts = this.t().performance;
    const language = this.languages.current();
    const { booking, time_zone: zone } = this.performance();
    switch (booking.label) {
      case 'available':
        return this.whileOpen(count(texts.available, booking.available, language));
      case 'few_left':
        return this.whileOpen(count(texts.few, booking.available, language));
      case 'not_yet_open':
        return fill(texts.notYetOpen, {
          date: when(booking.opens_at, zone, 'shortFull', language),
        });
      case 'sold_out':
        return texts.soldOut;
      case 'cancelled':
        return texts.cancelled;
      case 'past':
        return texts.past;
      case 'closed':
        return booking.available > 0
          ? count(texts.closedWithSeats, booking.available, language)
          : texts.closed;
    }
  });

  /** Adds when booking closes, if that is soon. */
  private whileOpen(seats: string): string {
    const { booking, time_zone: zone } = this.performance();
    if (!booking.closes_soon) return seats;
    const time = when(booking.closes_at, zone, 'hour', this.languages.current());
    return `${seats} · ${fill(this.t().performance.closesSoon, { time })}`;
  }
}
