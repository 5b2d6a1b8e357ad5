import { Component, computed, inject, input, output } from '@angular/core';

import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { doorTexts } from './door-texts';

/** This many buttons fit on a phone within the thumb's reach. */
const MOST = 20;

/** Chooses a number of people with one tap. */
@Component({
  selector: 'app-people-choice',
  imports: [Count],
  template: `
    <ul>
      @for (people of numbers(); track people) {
        <li>
          <button
            type="button"
            [attr.aria-label]="said() | count: people"
            [disabled]="isBusy()"
            (click)="chosen.emit(people)"
          >
            {{ people }}
          </button>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: var(--space-2);
    }
    button {
      width: 100%;
      min-height: 4rem;
      border: 1px solid var(--line-strong);
      border-radius: calc(var(--corner) * 2);
      background: var(--house);
      color: var(--ink);
      font: 700 1.75rem/1 var(--text);
      font-variant-numeric: tabular-nums;
      cursor: pointer;
      touch-action: manipulation;
    }
    button:hover {
      border-color: var(--ink);
    }
    button:disabled {
      opacity: 0.5;
    }
  `,
})
export class PeopleChoice {
  /** The maximum. */
  readonly most = input.required<number>();
  /** The button texts, singular and plural. */
  readonly label = input<{ readonly one: string; readonly other: string }>();
  readonly isBusy = input(false);
  readonly chosen = output<number>();

  private readonly t = inject(Languages).texts(doorTexts);
  protected readonly said = computed(() => this.label() ?? this.t().party.people);
  protected readonly numbers = computed(() =>
    Array.from({ length: Math.min(this.most(), MOST) }, (_, index) => index + 1),
  );
}
