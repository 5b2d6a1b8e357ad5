import { Component, inject, input, model } from '@angular/core';
import { MatRadioModule } from '@angular/material/radio';

import { Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { Reading } from '../../shared/dates/zones';
import { officePerformancesTexts } from './performances-texts';

let asked = 0;

/** Asks which instant is meant if a local time occurs twice. */
@Component({
  selector: 'app-which-of-two',
  imports: [Fill, MatRadioModule],
  template: `
    <fieldset>
      <legend [id]="id">{{ t().schedule.which }}</legend>
      <mat-radio-group
        [attr.aria-labelledby]="id"
        [value]="offset()"
        (change)="offset.set($event.value)"
      >
        @for (reading of choice(); track reading.offset; let isFirst = $first) {
          <mat-radio-button [value]="reading.offset">{{
            (isFirst ? t().schedule.earlier : t().schedule.later) | fill: { offset: reading.offset }
          }}</mat-radio-button>
        }
      </mat-radio-group>
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
    mat-radio-button {
      display: block;
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
  protected readonly id = `which-of-two-${(asked += 1)}`;
}
