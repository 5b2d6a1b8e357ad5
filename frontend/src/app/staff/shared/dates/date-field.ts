import { Component, computed, inject, input, model, signal } from '@angular/core';
import { MatDatepickerInputEvent, MatDatepickerModule } from '@angular/material/datepicker';
import { MatInputModule } from '@angular/material/input';

import { Fault } from '../../../shared/forms/fault';
import { Fill, fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { staffTexts } from '../staff-texts';
import { LocalTimeAdapter } from './local-time-adapter';

/** A day with a calendar, for example to filter a list. */
@Component({
  selector: 'app-date-field',
  imports: [Fault, Fill, MatDatepickerModule, MatInputModule],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input
        matInput
        autocomplete="off"
        [appFault]="fault()"
        [matDatepicker]="calendar"
        [max]="max() || null"
        [min]="min() || null"
        [value]="day()"
        (dateChange)="take($event)"
      />
      <mat-datepicker-toggle
        matIconSuffix
        [aria-label]="t().dates.openCalendar | fill: { field: label() }"
        [for]="calendar"
      />
      <mat-datepicker #calendar />
      <mat-error>{{ fault() }}</mat-error>
    </mat-form-field>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
  `,
})
export class DateField {
  readonly label = input.required<string>();
  /** For example `2027-03-26`, empty for none. Changes once a valid day is complete. */
  readonly day = model('');
  /** The first and the last possible day. */
  readonly min = input('');
  readonly max = input('');

  protected readonly t = inject(Languages).texts(staffTexts);
  private readonly adapter = inject(LocalTimeAdapter);
  private readonly isWrong = signal(false);
  protected readonly fault = computed(() =>
    this.isWrong() ? fill(this.t().dates.wrong, { day: this.adapter.example() }) : undefined,
  );

  protected take({ value, targetElement }: MatDatepickerInputEvent<string>): void {
    const isEmpty = (targetElement as HTMLInputElement).value.trim() === '';
    this.isWrong.set(value === null && !isEmpty);
    if (!this.isWrong()) this.day.set(value ?? '');
  }
}
