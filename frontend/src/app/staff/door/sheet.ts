import { Component, ElementRef, effect, inject, input, output, viewChild } from '@angular/core';

import { Languages } from '../../shared/texts/languages';
import { doorTexts } from './door-texts';

/** A sheet that covers the page until it is closed. */
@Component({
  selector: 'app-sheet',
  template: `
    <dialog #dialog class="dialog" [attr.aria-label]="label()" (close)="closed.emit()">
      @if (isOpen()) {
        <ng-content />
        <button class="close icon-button" type="button" (click)="dialog.close()">
          <span class="for-screen-readers">{{ t().party.close }}</span>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5 5 19" /></svg>
        </button>
      }
    </dialog>
  `,
  styleUrl: './sheet.scss',
})
export class Sheet {
  readonly isOpen = input.required<boolean>();
  readonly label = input.required<string>();
  readonly closed = output();

  protected readonly t = inject(Languages).texts(doorTexts);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    effect(() => {
      const dialog = this.dialog().nativeElement;
      if (!this.isOpen()) dialog.close();
      else if (!dialog.open) dialog.showModal();
    });
  }
}
