import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';

import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { ReservationDetail } from './api';
import { reservationsTexts } from './reservations-texts';

/** Cancels a reservation, and asks whether to notify the guest. */
@Component({
  selector: 'app-cancel-party',
  imports: [Count, Fill, MatButton, MatCheckbox],
  template: `
    <form (submit)="$event.preventDefault(); send()">
      <h2 id="act">
        {{ t().acts.cancel.title | fill: { name: reservation().name ?? t().erased } }}
      </h2>
      <p>{{ t().acts.cancel.text | count: reservation().seats }}</p>
      @if (reservation().email; as email) {
        <mat-checkbox [checked]="isTold()" (change)="isTold.set($event.checked)">{{
          t().acts.cancel.tell | fill: { email }
        }}</mat-checkbox>
      } @else {
        <p>{{ t().acts.cancel.notTold }}</p>
      }
      <div role="alert">
        @if (refused(); as refused) {
          <p class="refusal">{{ refused }}</p>
        }
      </div>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="closed.emit()">
          {{ t().acts.leave }}
        </button>
        <button matButton="filled" class="grave" type="submit" [aria-disabled]="isBusy()">
          {{ isBusy() ? t().acts.busy : t().acts.cancel.yes }}
        </button>
      </div>
    </form>
  `,
  styles: `
    mat-checkbox {
      display: block;
      margin-block: var(--space-3);
      overflow-wrap: anywhere;
    }
  `,
})
export class CancelParty {
  readonly reservation = input.required<ReservationDetail>();
  readonly isBusy = input(false);
  readonly refused = input<string>();
  /** Emits whether to notify the guest. */
  readonly tell = output<boolean>();
  readonly closed = output();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  protected readonly isTold = signal(true);

  protected send(): void {
    if (!this.isBusy()) this.tell.emit(this.isTold() && this.reservation().email !== null);
  }
}
