import { Component, input } from '@angular/core';

import type { Tone } from './verdict';

/** A symbol with a different shape for each tone, so that colour is not needed. */
@Component({
  selector: 'app-tone-symbol',
  template: `
    <svg viewBox="0 0 96 96" aria-hidden="true">
      @switch (tone()) {
        @case ('yes') {
          <circle cx="48" cy="48" r="44" />
          <path d="M27 50 42 65 70 33" />
        }
        @case ('attention') {
          <path d="M48 6 92 86H4z" />
          <path d="M48 36v24M48 72v2" />
        }
        @case ('no') {
          <path d="M30 4h36l26 26v36L66 92H30L4 66V30z" />
          <path d="M33 33l30 30M63 33 33 63" />
        }
        @case ('unanswered') {
          <rect x="6" y="6" width="84" height="84" rx="6" stroke-dasharray="12 9" />
          <path d="M35 38a13 13 0 1 1 19 11c-4 2.5-6 5-6 9M48 72v2" />
        }
      }
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 100%;
      fill: none;
      stroke: currentcolor;
      stroke-width: 7;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class ToneSymbol {
  readonly tone = input.required<Tone>();
}
