import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../api/address';
import { answer } from '../api/answer';
import type { Performance } from '../api/schema';
import { SeatsLeft } from '../shows/seats-left';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { When } from '../texts/when';
import { bookingTexts } from './booking-texts';

/** The other dates of the same show, those that can be booked first. */
@Component({
  selector: 'app-other-dates',
  imports: [Fill, RouterLink, SeatsLeft, When],
  template: `
    @if (answered.value()) {
      <h2>{{ t().others.title }}</h2>
      <ul>
        @for (one of dates(); track one.id) {
          <li>
            @let date = one.starts_at | when: one.time_zone : 'full';
            @if (one.booking.state === 'open') {
              <a
                [routerLink]="['/performances', one.id]"
                [attr.aria-label]="t().others.book | fill: { date }"
                >{{ date }}</a
              >
            } @else {
              <span class="date">{{ date }}</span>
            }
            <app-seats-left class="seats" [performance]="one" />
          </li>
        } @empty {
          <li>{{ t().others.none }}</li>
        }
      </ul>
    }
  `,
  styleUrl: './other-dates.scss',
})
export class OtherDates {
  readonly performance = input.required<Performance>();

  protected readonly t = inject(Languages).texts(bookingTexts);
  private readonly show = computed(() => this.performance().show.slug);
  protected readonly answered = answer(
    () => at('/api/v1/performances', undefined, { show: this.show(), limit: 20 }),
    { everySeconds: 30 },
  );
  protected readonly dates = computed(() => {
    const others = (this.answered.value()?.items ?? []).filter(
      ({ id }) => id !== this.performance().id,
    );
    const canBook = ({ booking }: Performance) => booking.state === 'open';
    return [...others.filter(canBook), ...others.filter((one) => !canBook(one))];
  });
}
