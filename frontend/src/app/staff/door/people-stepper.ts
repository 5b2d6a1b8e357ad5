import { Component, inject, input, model } from '@angular/core';

import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { doorTexts } from './door-texts';

/** Chooses a number of people with large buttons. */
@Component({
  selector: 'app-people-stepper',
  imports: [Count],
  template: `
    <div class="stepper" role="group" [attr.aria-label]="label()">
      <button
        type="button"
        [attr.aria-label]="t().party.fewer"
        [attr.aria-disabled]="people() <= 1"
        (click)="step(-1)"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14" /></svg>
      </button>
      <output aria-live="polite">
        <span class="number" aria-hidden="true">{{ people() }}</span>
        <span class="for-screen-readers">{{ t().party.people | count: people() }}</span>
      </output>
      <button
        type="button"
        [attr.aria-label]="t().party.more"
        [attr.aria-disabled]="people() >= most()"
        (click)="step(1)"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14M12 5v14" /></svg>
      </button>
    </div>
  `,
  styleUrl: './people-stepper.scss',
})
export class PeopleStepper {
  readonly people = model.required<number>();
  readonly most = input.required<number>();
  readonly label = input.required<string>();

  protected readonly t = inject(Languages).texts(doorTexts);

  protected step(by: number): void {
    this.people.update((people) => Math.min(Math.max(people + by, 1), this.most()));
  }
}
