import { Component, computed, inject, input, model } from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { Fault } from '../../shared/forms/fault';
import { failuresInWords } from '../../shared/forms/sending';
import { count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When, when } from '../../shared/texts/when';
import type { OfficePerformance } from './api';
import { ComingPerformances } from './coming-performances';
import { reservationsTexts } from './reservations-texts';

/** With fewer available seats than this, the number is emphasized. */
const FEW = 10;

/** Chooses a coming performance; each shows its available seats. */
@Component({
  selector: 'app-performance-picker',
  imports: [Fault, MatAutocompleteModule, MatButton, MatInputModule, When],
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
  readonly fault = input<string>();
  readonly chosen = model<string>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly found = computed(() =>
    this.coming()
      .found()
      ?.filter(({ id }) => id !== this.except()),
  );
  protected readonly chosenOne = computed(() => this.coming().wanted());
  /** What the input shows while nobody searches. */
  protected readonly text = computed(() => this.said(this.chosenOne()));

  protected readonly said = (performance: OfficePerformance | undefined): string => {
    if (!performance) return '';
    const { starts_at, venue, show } = performance;
    const date = when(starts_at, venue.time_zone, 'shortFull', this.languages.current());
    return `${date} · ${show.title}`;
  };

  protected hasRoom({ available }: OfficePerformance): boolean {
    return available >= this.seats();
  }

  protected isFew({ available }: OfficePerformance): boolean {
    return available < FEW;
  }

  protected left({ available }: OfficePerformance): string {
    const { left, soldOut } = this.t().picker;
    return available > 0 ? count(left, available, this.languages.current()) : soldOut;
  }

  /** Shows the chosen performance again after a search. */
  protected restore(box: HTMLInputElement): void {
    this.coming().search.set('');
    box.value = this.text();
  }
}
