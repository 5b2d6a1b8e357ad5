import { Component, computed, inject, input } from '@angular/core';

import type { DoorPerformance } from '../../shared/api/schema';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { doorTexts } from './door-texts';

/** Shows how full a house is: a bar and the numbers. */
@Component({
  selector: 'app-counts',
  imports: [Fill],
  template: `
    @let house = of();
    <div
      class="bar"
      role="img"
      [attr.aria-label]="
        t().counts.bar
          | fill
            : {
                admitted: house.admitted,
                confirmed: house.confirmed,
                bookable: house.bookable,
              }
      "
    >
      <span class="expected" [style.width.%]="parts().expected"></span>
      <span class="inside" [style.width.%]="parts().inside"></span>
    </div>
    <dl>
      <div class="inside">
        <dt>{{ t().counts.inside }}</dt>
        <dd>{{ house.admitted }}</dd>
      </div>
      <div>
        <dt>{{ t().counts.expected }}</dt>
        <dd>{{ expected() }}</dd>
      </div>
      <div>
        <dt>{{ t().counts.free }}</dt>
        <dd>{{ house.available }}</dd>
      </div>
    </dl>
  `,
  styleUrl: './counts.scss',
})
export class Counts {
  readonly of =
    input.required<Pick<DoorPerformance, 'bookable' | 'confirmed' | 'admitted' | 'available'>>();

  protected readonly t = inject(Languages).texts(doorTexts);
  /** People with a seat who are not admitted yet. */
  protected readonly expected = computed(() =>
    Math.max(this.of().confirmed - this.of().admitted, 0),
  );
  /** Lengths of the bar's parts, in percent. A house may be overbooked. */
  protected readonly parts = computed(() => {
    const { bookable, confirmed, admitted } = this.of();
    const whole = Math.max(bookable, confirmed, admitted, 1);
    return { expected: (100 * confirmed) / whole, inside: (100 * admitted) / whole };
  });
}
