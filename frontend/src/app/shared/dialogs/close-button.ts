import { Component, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';

/** The button that closes a sheet or a notice. */
@Component({
  selector: 'app-close-button',
  imports: [MatIconButton],
  template: `
    <button matIconButton type="button" [attr.aria-label]="label()">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5 5 19" /></svg>
    </button>
  `,
  styles: `
    button {
      --mat-icon-button-icon-color: currentcolor;
      color: inherit;
    }
    svg {
      width: 1.375rem;
      fill: none;
      stroke: currentcolor;
      stroke-width: 2;
      stroke-linecap: round;
    }
  `,
})
export class CloseButton {
  readonly label = input.required<string>();
}
