import { Component, computed, inject, input } from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { clockFace, secondsLeft } from '../../shared/booking/countdown';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { reservationTexts } from './reservation-texts';

/** When to hurry, in seconds before the end. */
const LATE_SECONDS = 5 * 60;

/** The remaining time of the hold, on the stub of an unconfirmed ticket. */
@Component({
  selector: 'app-hold-left',
  imports: [Count, Fill, When],
  template: `
    @if (reservation().hold_until; as until) {
      <p>{{ t().pending.held | count: reservation().seats }}</p>
      <p class="left" [class.late]="isLate()" aria-hidden="true">{{ clock() }}</p>
      <p>
        {{
          t().pending.until
            | fill: { time: (until | when: reservation().performance.time_zone : 'hour') }
        }}
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: var(--space-2);
      padding: var(--space-6) var(--space-4);
      text-align: center;
    }
    .left {
      font: 500 clamp(4rem, 3rem + 4vw, 5.5rem) / 1 var(--display);
      font-variant-numeric: lining-nums tabular-nums;
    }
    .late {
      color: var(--bad);
    }
  `,
})
export class HoldLeft {
  readonly reservation = input.required<Reservation>();
  readonly now = input.required<Date>();

  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly seconds = computed(() =>
    secondsLeft(this.reservation().hold_until ?? '', this.now().getTime()),
  );
  protected readonly clock = computed(() => clockFace(this.seconds()));
  protected readonly isLate = computed(() => this.seconds() <= LATE_SECONDS);
}
