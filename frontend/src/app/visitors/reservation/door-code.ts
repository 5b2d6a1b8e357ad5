import { Component, ElementRef, inject, input, signal, viewChild } from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { ScreenLight } from '../../shared/browser/screen-light';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { BackCloses } from './back-closes';
import { Drawing } from './drawing';
import { DrawnCode } from './drawn-code';
import { reservationTexts } from './reservation-texts';

/** The QR code for the door. A tap shows it full screen, large and bright. */
@Component({
  selector: 'app-door-code',
  imports: [Count, DrawnCode, Fill, When],
  providers: [BackCloses, ScreenLight],
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
  private readonly light = inject(ScreenLight);
  private readonly back = inject(BackCloses);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected show(): void {
    this.isShown.set(true);
    this.dialog().nativeElement.showModal();
    this.light.hold();
    this.back.hasOpened(() => this.close());
  }

  protected close(): void {
    this.dialog().nativeElement.close();
  }

  /** Also called for other ways of closing. */
  protected hasClosed(): void {
    this.isShown.set(false);
    this.light.release();
    this.back.hasClosed();
  }
}
