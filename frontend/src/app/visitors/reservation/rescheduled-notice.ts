import { Component, inject, input } from '@angular/core';

import type { Performance } from '../../shared/api/schema';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';

/** Shows that a performance was rescheduled, with the old and the new time. */
@Component({
  selector: 'app-rescheduled-notice',
  imports: [Fill, When],
  template: `
    @if (performance(); as one) {
      @if (one.moved_from; as before) {
        <p class="now">{{ one.starts_at | when: one.time_zone : 'full' }}</p>
        <p>
          {{
            t().performance.rescheduled | fill: { date: (before | when: one.time_zone : 'full') }
          }}
        </p>
      }
    }
  `,
  styles: `
    :host {
      display: block;
      width: 100%;
      max-width: var(--measure);
      padding: var(--space-4) var(--space-5);
      border-radius: var(--corner);
      background: var(--curtain);
      color: var(--on-curtain);
    }
    .now {
      font: 500 var(--size-title-3) / 1.25 var(--display);
      font-variant-numeric: lining-nums;
      &::first-letter {
        text-transform: uppercase;
      }
    }
  `,
})
export class RescheduledNotice {
  readonly performance = input.required<Performance>();

  protected readonly t = inject(Languages).texts(siteTexts);
}
