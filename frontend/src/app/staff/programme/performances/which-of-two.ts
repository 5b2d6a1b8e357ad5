import { Component, inject, input, model } from '@angular/core';

import { Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { officePerformancesTexts } from './performances-texts';
import { Reading } from './zones';

let asked = 0;

/** Asks which instant is meant if a local time occurs twice. */
@Component({
  selector: 'app-which-of-two',
  imports: [Fill],
  template: `
    <fieldset>
      <legend>{{ t().schedule.which }}</legend>
      @for (reading of choice(); track reading.offset; let isFirst = $first) {
        <label class="tick">
          <input
            type="radio"
            [name]="name"
            [value]="reading.offset"
            [checked]="offset() === reading.offset"
            (change)="offset.set(reading.offset)"
          />
          <span>{{
            (isFirst ? t().schedule.earlier : t().schedule.later) | fill: { offset: reading.offset }
          }}</span>
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      min-width: 0;
      margin: 0 0 var(--space-2);
      padding: var(--space-1) var(--space-3);
      border: 1px solid var(--warn);
      border-radius: var(--corner);
    }
    legend {
      padding-inline: var(--space-1);
      font-size: 0.9375rem;
      font-weight: 650;
    }
  `,
})
export class WhichOfTwo {
  readonly choice = input.required<readonly Reading[]>();
  /** The offset of the chosen instant. */
  readonly offset = model<string>();

  protected readonly t = inject(Languages).texts(officePerformancesTexts);
  protected readonly name = `which-of-two-${(asked += 1)}`;
}
