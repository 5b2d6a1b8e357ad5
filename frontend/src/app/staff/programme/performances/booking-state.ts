import { Component, computed, inject, input } from '@angular/core';

import { Languages } from '../../../shared/texts/languages';
import { AdminPerformance } from '../programme';
import { programmeTexts } from '../programme-texts';

/** The booking state of a performance in a word. */
@Component({
  selector: 'app-booking-state',
  template: `<span [class]="'badge ' + look()">{{ t().state[said()] }}</span>`,
})
export class BookingState {
  readonly performance = input.required<AdminPerformance>();

  protected readonly t = inject(Languages).texts(programmeTexts);
  /** Seats of an unpublished show cannot be booked. */
  protected readonly said = computed(() => {
    const { state, show, starts_at: start } = this.performance();
    if (state === 'cancelled') return 'cancelled';
    if (Date.parse(start) <= Date.now()) return 'past';
    return show.publication === 'published' ? state : 'hidden';
  });
  protected readonly look = computed(
    () =>
      ({
        open: 'good',
        not_yet_open: '',
        sold_out: 'warn',
        closed: '',
        past: '',
        hidden: 'warn',
        cancelled: 'bad',
      })[this.said()],
  );
}
