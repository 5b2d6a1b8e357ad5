import { Component, computed, inject, input } from '@angular/core';

import { Count, Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { AdminPerformance } from '../programme';
import { programmeTexts } from '../programme-texts';

/** Held seats, as numbers and a bar. */
@Component({
  selector: 'app-fullness',
  imports: [Count, Fill],
  template: `
    <span class="said">
      <span class="numbers">{{ t().fullness.of | fill: numbers() }}</span>
      @if (performance().overbooked_by > 0) {
        <span class="badge bad">{{
          t().fullness.overbooked | count: performance().overbooked_by
        }}</span>
      }
    </span>
    <span class="gauge" aria-hidden="true" [class.over]="performance().overbooked_by > 0">
      <span [style.width.%]="share()"></span>
    </span>
  `,
  styleUrl: './fullness.scss',
})
export class Fullness {
  readonly performance = input.required<AdminPerformance>();

  protected readonly t = inject(Languages).texts(programmeTexts);
  protected readonly numbers = computed(() => {
    const { held, bookable } = this.performance();
    return { held, bookable };
  });
  protected readonly share = computed(() => {
    const { held, bookable } = this.performance();
    return bookable > 0 ? Math.min(100, (held / bookable) * 100) : held > 0 ? 100 : 0;
  });
}
