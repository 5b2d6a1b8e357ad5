import {
  Component,
  DOCUMENT,
  afterNextRender,
  inject,
  input,
  inputBinding,
  signal,
  twoWayBinding,
} from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { onDemand, preload } from '../../shared/first-page/on-demand';
import { Languages } from '../../shared/texts/languages';
import { Drawing } from './drawing';
import { DrawnCode } from './drawn-code';
import { reservationTexts } from './reservation-texts';

/** The QR code for the door. A tap shows it on the whole screen. */
@Component({
  selector: 'app-door-code',
  imports: [DrawnCode],
  templateUrl: './door-code.html',
  styleUrl: './door-code.scss',
})
export class DoorCode {
  readonly reservation = input.required<Reservation>();
  /** The drawing, once it is loaded. */
  readonly code = input.required<Drawing | undefined>();
  /** Whether it is loading. */
  readonly isComing = input(false);

  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly isShown = signal(false);

  constructor() {
    const { defaultView: window } = inject(DOCUMENT);
    const sheet = () => import('./door-sheet').then((m) => m.DoorSheet);
    onDemand(sheet, this.isShown, [
      inputBinding('reservation', this.reservation),
      inputBinding('code', this.code),
      twoWayBinding('isShown', this.isShown),
    ]);
    // At the door there may be no network.
    afterNextRender(() => preload(window, sheet));
  }
}
