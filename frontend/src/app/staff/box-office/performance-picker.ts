import { Component, computed, inject, input, model } from '@angular/core';

import { failuresInWords } from '../../shared/forms/sending';
import { Count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import type { OfficePerformance } from './api';
import { ComingPerformances } from './coming-performances';
import { reservationsTexts } from './reservations-texts';

/** Chooses a coming performance; each shows its available seats. */
@Component({
  selector: 'app-performance-picker',
  imports: [Count, When],
  templateUrl: './performance-picker.html',
  styleUrl: './performance-picker.scss',
})
export class PerformancePicker {
  readonly coming = input.required<ComingPerformances>();
  readonly label = input.required<string>();
  /** The number of seats needed. */
  readonly seats = input(1);
  /** The present performance, which cannot be chosen. */
  readonly except = input<string>();
  readonly chosen = model<string>();

  protected readonly t = inject(Languages).texts(reservationsTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly found = computed(() =>
    this.coming()
      .found()
      ?.filter(({ id }) => id !== this.except()),
  );

  protected hasRoom({ available }: OfficePerformance): boolean {
    return available >= this.seats();
  }
}
