import { Component, computed, inject, input, output } from '@angular/core';
import { MatSelectModule } from '@angular/material/select';

import { answer } from '../../shared/api/answer';
import { Languages } from '../../shared/texts/languages';
import { when } from '../../shared/texts/when';
import type { OfficePerformance } from './api';
import { reservationsTexts } from './reservations-texts';

/** Number of performances to choose from, before and after now. */
const SHOWN = 100;

interface List {
  readonly items: readonly OfficePerformance[];
}

/** Filters a list by a coming or past performance. */
@Component({
  selector: 'app-performance-filter',
  imports: [MatSelectModule],
  template: `
    <mat-form-field>
      <mat-label>{{ t().filters.performance }}</mat-label>
      <mat-select [value]="chosen() ?? ''" (valueChange)="chose.emit($event)">
        <mat-option value="">{{ t().filters.everyPerformance }}</mat-option>
        @if (chosenElsewhere(); as performance) {
          <mat-option [value]="performance.id">{{ said(performance) }}</mat-option>
        }
        @for (group of groups(); track group.label) {
          <mat-optgroup [label]="group.label">
            @for (performance of group.performances; track performance.id) {
              <mat-option [value]="performance.id">{{ said(performance) }}</mat-option>
            }
          </mat-optgroup>
        }
      </mat-select>
    </mat-form-field>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
  `,
})
export class PerformanceFilter {
  readonly chosen = input<string>();
  readonly chose = output<string>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(reservationsTexts);
  private readonly now = new Date().toISOString();
  private readonly coming = answer<List>(() => this.address({ from: this.now, sort: 'starts_at' }));
  private readonly past = answer<List>(() => this.address({ to: this.now, sort: '-starts_at' }));
  private readonly listed = computed(() => [
    ...(this.coming.value()?.items ?? []),
    ...(this.past.value()?.items ?? []),
  ]);
  private readonly single = answer<OfficePerformance>(() => {
    const id = this.chosen();
    const isKnown = !this.coming.value() || !this.past.value() || this.isListed(id);
    return !id || isKnown ? undefined : `/api/v1/admin/performances/${encodeURIComponent(id)}`;
  });
  /** The chosen performance, if it is not in the list. */
  protected readonly chosenElsewhere = computed(() =>
    this.isListed(this.chosen()) ? undefined : this.single.value(),
  );
  protected readonly groups = computed(() =>
    [
      { label: this.t().filters.coming, performances: this.coming.value()?.items ?? [] },
      { label: this.t().filters.past, performances: this.past.value()?.items ?? [] },
    ].filter(({ performances }) => performances.length > 0),
  );

  protected said({ starts_at, venue, show }: OfficePerformance): string {
    const date = when(starts_at, venue.time_zone, 'shortFull', this.languages.current());
    return `${date} · ${show.title}`;
  }

  private isListed(id: string | undefined): boolean {
    return this.listed().some((performance) => performance.id === id);
  }

  private address(query: Readonly<Record<string, string>>): string {
    const asked = new URLSearchParams({ ...query, limit: String(SHOWN) });
    return `/api/v1/admin/performances?${asked.toString()}`;
  }
}
