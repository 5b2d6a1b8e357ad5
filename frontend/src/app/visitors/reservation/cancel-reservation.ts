import { Component, ElementRef, computed, inject, input, output, viewChild } from '@angular/core';

import type { Reservation } from '../../shared/api/schema';
import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { HoldersReservation } from './holders-reservation';
import { refusalText } from './refusal-text';
import { reservationTexts } from './reservation-texts';

/** Cancels the reservation after a second question. */
@Component({
  selector: 'app-cancel-reservation',
  imports: [Count],
  template: `
    <button class="opener" type="button" [disabled]="disabled()" (click)="ask()">
      {{ t().cancel.open }}
    </button>
    <dialog #dialog aria-labelledby="give-up" aria-describedby="give-up-means">
      <h2 id="give-up">{{ t().cancel.question | count: reservation().seats }}</h2>
      <p id="give-up-means">{{ t().cancel.consequence }}</p>
      @if (refusal(); as refusal) {
        <p class="refusal" role="alert">{{ refusal }}</p>
      }
      <div class="actions">
        <button class="button quiet" type="button" autofocus (click)="close()">
          {{ t().cancel.no }}
        </button>
        <button
          class="button grave"
          type="button"
          [disabled]="disabled() || held.deed() !== undefined"
          (click)="cancel()"
        >
          {{ t().cancel.yes }}
        </button>
      </div>
    </dialog>
  `,
  styleUrl: './cancel-reservation.scss',
})
export class CancelReservation {
  readonly reservation = input.required<Reservation>();
  readonly disabled = input(false);
  /** Emits when the reservation is cancelled. */
  readonly cancelled = output();

  protected readonly held = inject(HoldersReservation);
  private readonly languages = inject(Languages);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly t = this.languages.texts(reservationTexts);
  protected readonly refusal = computed(() => {
    const refusal = this.held.refusal();
    if (refusal?.deed !== 'cancel') return undefined;
    return refusalText(refusal.failure, this.t(), this.languages.current());
  });

  protected ask(): void {
    this.dialog().nativeElement.showModal();
  }

  protected close(): void {
    this.dialog().nativeElement.close();
  }

  protected async cancel(): Promise<void> {
    if (!(await this.held.cancel())) return;
    this.close();
    this.cancelled.emit();
  }
}
