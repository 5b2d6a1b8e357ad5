import { Component, ElementRef, effect, inject, input, model, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { Reservation } from '../../shared/api/schema';
import { ScreenLight } from '../../shared/browser/screen-light';
import { DialogTemplate } from '../../shared/dialogs/dialog-template';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { BackCloses } from './back-closes';
import { Drawing } from './drawing';
import { DrawnCode } from './drawn-code';
import { reservationTexts } from './reservation-texts';

/** The QR code on the whole screen, large and bright. */
@Component({
  selector: 'app-door-sheet',
  imports: [Count, DialogTemplate, DrawnCode, Fill, MatButton, When],
  providers: [BackCloses, ScreenLight],
  templateUrl: './door-sheet.html',
  styleUrl: './door-sheet.scss',
})
export class DoorSheet {
  readonly reservation = input.required<Reservation>();
  readonly code = input.required<Drawing | undefined>();
  readonly isShown = model.required<boolean>();

  protected readonly t = inject(Languages).texts(reservationTexts);
  private readonly light = inject(ScreenLight);
  private readonly back = inject(BackCloses);
  private readonly leave = viewChild<unknown, ElementRef<HTMLElement>>('leave', {
    read: ElementRef,
  });

  constructor() {
    effect((onCleanup) => {
      if (!this.isShown()) return;
      this.light.hold();
      this.back.hasOpened(() => this.isShown.set(false));
      onCleanup(() => {
        this.light.release();
        this.back.hasClosed();
      });
    });
    effect(() => this.leave()?.nativeElement.focus());
  }
}
