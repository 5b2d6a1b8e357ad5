import { Component, inject, input } from '@angular/core';

import { Languages } from '../../shared/texts/languages';
import { Drawing } from './drawing';
import { reservationTexts } from './reservation-texts';

/** The QR code, as inline SVG, so that it appears with the rest of the page. */
@Component({
  selector: 'app-drawn-code',
  template: `
    <svg
      role="img"
      shape-rendering="crispEdges"
      [attr.aria-label]="t().door.picture"
      [attr.viewBox]="'0 0 ' + code().side + ' ' + code().side"
    >
      <path [attr.d]="code().dark" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      aspect-ratio: 1;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: currentcolor;
    }
  `,
})
export class DrawnCode {
  readonly code = input.required<Drawing>();

  protected readonly t = inject(Languages).texts(reservationTexts);
}
