import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { ReservationDetail } from './api';
import { comingPerformances } from './coming-performances';
import { PerformancePicker } from './performance-picker';
import { reservationsTexts } from './reservations-texts';

/** Transfers a party to another performance with enough seats. */
@Component({
  selector: 'app-transfer-party',
  imports: [Count, MatButton, PerformancePicker],
  template: `
    <form (submit)="$event.preventDefault(); send()">
      <h2 id="act" tabindex="-1" cdkFocusInitial>{{ t().acts.transfer.title }}</h2>
      <p>{{ t().acts.transfer.text | count: reservation().seats }}</p>
      <p>{{ reservation().email ? t().acts.transfer.told : t().acts.transfer.notTold }}</p>
      <app-performance-picker
        [coming]="coming"
        [label]="t().acts.transfer.where"
        [seats]="reservation().seats"
        [except]="reservation().performance.id"
        [fault]="lacksChoice() && !chosen() ? t().create.chooseFirst : undefined"
        [(chosen)]="chosen"
      />
      <div role="alert">
        @if (refused(); as refused) {
          <p class="refusal">{{ refused }}</p>
        }
      </div>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="closed.emit()">
          {{ t().acts.leave }}
        </button>
        <button matButton="filled" type="submit" [aria-disabled]="isBusy()">
          {{ isBusy() ? t().acts.busy : t().acts.transfer.yes }}
        </button>
      </div>
    </form>
  `,
  styles: `
    app-performance-picker {
      display: block;
      margin-block: var(--space-4) var(--space-3);
    }
  `,
})
export class TransferParty {
  readonly reservation = input.required<ReservationDetail>();
  readonly isBusy = input(false);
  readonly refused = input<string>();
  readonly performance = output<string>();
  readonly closed = output();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  protected readonly chosen = signal<string | undefined>(undefined);
  protected readonly coming = comingPerformances(this.chosen);
  protected readonly lacksChoice = signal(false);

  protected send(): void {
    if (this.isBusy()) return;
    const chosen = this.chosen();
    this.lacksChoice.set(chosen === undefined);
    if (chosen !== undefined) this.performance.emit(chosen);
  }
}
