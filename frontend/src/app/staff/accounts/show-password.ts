import { Component, inject, model } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';

import { Languages } from '../../shared/texts/languages';
import { staffTexts } from '../shared/staff-texts';

/** A button that shows and hides a password. */
@Component({
  selector: 'app-show-password',
  imports: [MatIconButton, MatTooltip],
  template: `
    <button
      matIconButton
      type="button"
      [attr.aria-label]="t().showPassword"
      [attr.aria-pressed]="isShown()"
      [matTooltip]="t().showPassword"
      (click)="isShown.set(!isShown())"
    >
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
        <path d="M2 12s3.600-6.500 10-6.500S22 12 22 12s-3.600 6.500-10 6.500S2 12 2 12Z" />
        <circle cx="12" cy="12" r="3" />
        @if (isShown()) {
          <path d="M4 20 20 4" stroke-linecap="round" />
        }
      </svg>
    </button>
  `,
  styles: `
    svg {
      stroke-width: 1.8;
    }
  `,
})
export class ShowPassword {
  readonly isShown = model(false);

  protected readonly t = inject(Languages).texts(staffTexts);
}
