import { Component, computed, inject, input, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { Reservation } from '../../shared/api/schema';
import { DialogTemplate } from '../../shared/dialogs/dialog-template';
import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { HoldersReservation } from './holders-reservation';
import { refusalText } from './refusal-text';
import { reservationTexts } from './reservation-texts';

/** The question before a cancellation: a dialog, on phones a sheet at the bottom. */
@Component({
  selector: 'app-cancel-question',
  imports: [Count, DialogTemplate, MatButton],
  template: `
    <ng-template
      [appDialog]="isAsked() || undefined"
      [label]="t().cancel.question | count: reservation().seats"
      bottomOnPhones
      (closed)="isAsked.set(false)"
    >
      <h2>{{ t().cancel.question | count: reservation().seats }}</h2>
      <p>{{ t().cancel.consequence }}</p>
      @if (refusal(); as refusal) {
        <p class="refusal" role="alert">{{ refusal }}</p>
      }
      <div class="actions">
        <button matButton="outlined" type="button" (click)="isAsked.set(false)">
          {{ t().cancel.no }}
        </button>
        <button
          matButton="filled"
          class="grave"
          type="button"
          [disabled]="disabled() || held.deed() !== undefined"
          (click)="cancel()"
        >
          {{ t().cancel.yes }}
        </button>
      </div>
    </ng-template>
  `,
  styleUrl: './cancel-question.scss',
})
export class CancelQuestion {
  readonly reservation = input.required<Reservation>();
  readonly disabled = input(false);
  readonly isAsked = model.required<boolean>();
  /** Emits when the reservation is cancelled. */
  readonly cancelled = output();

  protected readonly held = inject(HoldersReservation);
  private readonly languages = inject(Languages);

  protected readonly t = this.languages.texts(reservationTexts);
  protected readonly refusal = computed(() => {
    const refusal = this.held.refusal();
    if (refusal?.deed !== 'cancel') return undefined;
    return refusalText(refusal.failure, this.t(), this.languages.current());
  });

  protected async cancel(): Promise<void> {
    if (!(await this.held.cancel())) return;
    this.isAsked.set(false);
    this.cancelled.emit();
  }
}
