import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { answer } from '../../shared/api/answer';
import { SeatStepper } from '../../shared/booking/seat-stepper';
import { Count, Fill, count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { OfficePerformance, ReservationDetail } from './api';
import { reservationsTexts } from './reservations-texts';

/** Changes the party size, and shows the effect first. */
@Component({
  selector: 'app-change-party',
  imports: [Count, Fill, MatButton, SeatStepper],
  template: `
    <form (submit)="$event.preventDefault(); send()">
      <h2 id="act">{{ t().acts.seats.title }}</h2>
      <p class="label" id="party-seats">{{ t().acts.seats.label }}</p>
      <app-seat-stepper
        labelledBy="party-seats"
        describedBy="party-consequence"
        [min]="least()"
        [max]="most()"
        [(value)]="many"
      />
      <p id="party-consequence" aria-live="polite">
        @if (many() === reservation().seats) {
          {{ t().acts.seats.same | count: many() }}
        } @else {
          {{
            t().acts.seats.text | fill: { before: said(reservation().seats), after: said(many()) }
          }}
        }
        @if (left() !== undefined) {
          {{ left()! > 0 ? (t().acts.seats.left | count: left()!) : t().acts.seats.noneLeft }}
        }
      </p>
      @if (reservation().admitted > 0) {
        <p>{{ t().acts.seats.least | count: reservation().admitted }}</p>
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
        <button matButton="filled" type="submit" [aria-disabled]="isBusy()">
          {{ isBusy() ? t().acts.busy : t().acts.seats.yes }}
        </button>
      </div>
    </form>
  `,
  styles: `
    .label {
      margin-bottom: var(--space-1);
      font-weight: 650;
    }
  `,
})
export class ChangeParty {
  readonly reservation = input.required<ReservationDetail>();
  readonly isBusy = input(false);
  readonly refused = input<string>();
  readonly seats = output<number>();
  readonly closed = output();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly many = linkedSignal(() => this.reservation().seats);
  private readonly house = answer<OfficePerformance>(
    () => `/api/v1/admin/performances/${this.reservation().performance.id}`,
  );
  /** Admitted people keep their seats. */
  protected readonly least = computed(() => Math.max(1, this.reservation().admitted));
  /** The party's seats and the available ones, if known. */
  protected readonly most = computed(() => {
    const available = this.house.value()?.available;
    return available === undefined ? undefined : this.ownSeats() + Math.max(0, available);
  });
  /** The seats available after the change. */
  protected readonly left = computed(() => {
    const most = this.most();
    return most === undefined ? undefined : most - this.many();
  });

  protected said(seats: number): string {
    return count(this.t().seats, seats, this.languages.current());
  }

  protected send(): void {
    if (this.isBusy()) return;
    if (this.many() === this.reservation().seats) this.closed.emit();
    else this.seats.emit(this.many());
  }

  /** A lapsed hold has no seats. */
  private ownSeats(): number {
    const { status, seats } = this.reservation();
    return status === 'pending' || status === 'confirmed' ? seats : 0;
  }
}
