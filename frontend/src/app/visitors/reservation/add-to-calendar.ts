import { Component, DOCUMENT, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Languages } from '../../shared/texts/languages';
import { HoldersReservation } from './holders-reservation';
import { reservationTexts } from './reservation-texts';

/** How long the browser may take to read the file, in milliseconds. */
const READING_MS = 60_000;

/** Adds the performance to the device's calendar. */
@Component({
  selector: 'app-add-to-calendar',
  imports: [MatButton],
  template: `
    <button matButton="filled" class="wide" type="button" [disabled]="disabled()" (click)="add()">
      {{ t().calendar.add }}
    </button>
    <p class="refusal" role="status">{{ hasFailed() ? t().calendar.failed : '' }}</p>
  `,
  styles: `
    .refusal {
      color: var(--bad);
      font-weight: 600;
      &:not(:empty) {
        margin-top: var(--space-2);
      }
    }
  `,
})
export class AddToCalendar {
  readonly disabled = input(false);
  /** The file name without `.ics`. */
  readonly named = input.required<string>();

  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly hasFailed = signal(false);
  private readonly held = inject(HoldersReservation);
  private readonly document = inject(DOCUMENT);

  protected async add(): Promise<void> {
    this.hasFailed.set(false);
    try {
      this.save(await this.held.calendarFile());
    } catch {
      this.hasFailed.set(true);
    }
  }

  private save(file: Blob): void {
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${this.named()}.ics`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), READING_MS);
  }
}
