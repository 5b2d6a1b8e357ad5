import {
  Component,
  inject,
  input,
  inputBinding,
  output,
  outputBinding,
  signal,
  twoWayBinding,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { Reservation } from '../../shared/api/schema';
import { onDemand } from '../../shared/first-page/on-demand';
import { Languages } from '../../shared/texts/languages';
import { reservationTexts } from './reservation-texts';

/** Cancels the reservation after a second question. */
@Component({
  selector: 'app-cancel-reservation',
  imports: [MatButton],
  template: `
    <button matButton type="button" [disabled]="disabled()" (click)="isAsked.set(true)">
      {{ t().cancel.open }}
    </button>
  `,
  styles: `
    button {
      --mat-button-text-label-text-color: var(--bad);
      text-decoration: underline;
      text-underline-offset: 0.2em;
    }
  `,
})
export class CancelReservation {
  readonly reservation = input.required<Reservation>();
  readonly disabled = input(false);
  /** Emits when the reservation is cancelled. */
  readonly cancelled = output();

  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly isAsked = signal(false);

  constructor() {
    onDemand(() => import('./cancel-question').then((m) => m.CancelQuestion), this.isAsked, [
      inputBinding('reservation', this.reservation),
      inputBinding('disabled', this.disabled),
      twoWayBinding('isAsked', this.isAsked),
      outputBinding('cancelled', () => this.cancelled.emit()),
    ]);
  }
}
