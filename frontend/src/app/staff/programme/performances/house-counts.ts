import { Component, computed, inject, input } from '@angular/core';

import { Languages } from '../../../shared/texts/languages';
import { AdminPerformance } from '../programme';
import { officePerformancesTexts } from './performances-texts';

/** The current counts of a house. */
@Component({
  selector: 'app-house-counts',
  template: `
    <dl class="tiles">
      @for (one of counts(); track one.name) {
        <div [class.bad]="one.name === 'overbooked'">
          <dt>{{ t().counts[one.name] }}</dt>
          <dd>{{ one.many }}</dd>
        </div>
      }
    </dl>
  `,
})
export class HouseCounts {
  readonly performance = input.required<AdminPerformance>();

  protected readonly t = inject(Languages).texts(officePerformancesTexts);
  protected readonly counts = computed(() => {
    const house = this.performance();
    const over = house.overbooked_by;
    return [
      { name: 'bookable', many: house.bookable },
      { name: 'confirmed', many: house.confirmed },
      { name: 'pending', many: house.pending },
      // A cancelled performance has no seats.
      ...(house.cancelled_at === null
        ? [{ name: 'available', many: house.available } as const]
        : []),
      { name: 'admitted', many: house.admitted },
      ...(over > 0 ? [{ name: 'overbooked', many: over } as const] : []),
    ] as const;
  });
}
