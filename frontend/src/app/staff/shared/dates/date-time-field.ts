import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormValueControl, ValidationError, transformedValue } from '@angular/forms/signals';
import {
  MatDatepicker,
  MatDatepickerInputEvent,
  MatDatepickerModule,
} from '@angular/material/datepicker';
import { MatInputModule } from '@angular/material/input';
import { MatTimepicker, MatTimepickerModule } from '@angular/material/timepicker';

import { Fault } from '../../../shared/forms/fault';
import { Fill, fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { staffTexts } from '../staff-texts';
import { LocalTimeAdapter } from './local-time-adapter';
import { LocalTime } from './zones';

/** The two inputs: `null` if empty, an invalid date if the text is none. */
interface Parts {
  readonly day: LocalTime | null;
  /** Only the time counts. */
  readonly time: LocalTime | null;
}

/** A day and a time of a venue. The value is empty while one of them is missing. */
@Component({
  selector: 'app-date-time-field',
  imports: [Fault, Fill, MatDatepickerModule, MatInputModule, MatTimepickerModule],
  templateUrl: './date-time-field.html',
  styleUrl: './date-time-field.scss',
  host: {
    role: 'group',
    '[attr.aria-label]': 'label()',
    '(focusout)': 'leave($event)',
  },
})
export class DateTimeField implements FormValueControl<LocalTime> {
  readonly value = model<LocalTime>('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();

  readonly label = input.required<string>();
  readonly hint = input('');
  /** An error from outside a form. */
  readonly said = input<string>();

  protected readonly t = inject(Languages).texts(staffTexts);
  private readonly adapter = inject(LocalTimeAdapter);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');
  private readonly calendar = viewChild.required<MatDatepicker<LocalTime>>('calendar');
  private readonly times = viewChild.required<MatTimepicker<LocalTime>>('times');

  protected readonly parts = transformedValue<LocalTime, Parts>(this.value, {
    parse: ({ day, time }) => {
      if (day === null && time === null) return { value: '' };
      if (day !== null && time !== null && [day, time].every((one) => this.adapter.isValid(one))) {
        return { value: `${day}T${time.slice(11)}` };
      }
      return { value: '', error: { kind: 'incomplete', message: this.example() } };
    },
    format: (value) =>
      value === '' ? { day: null, time: null } : { day: value.slice(0, 10), time: value },
  });
  /** What the calendar's input shows: a text that is no date stays as it is typed. */
  protected readonly day = linkedSignal<LocalTime | null, LocalTime | null>({
    source: () => this.parts().day,
    computation: (day, before) =>
      day !== null && !this.adapter.isValid(day) ? (before?.value ?? null) : day,
  });
  private readonly wasLeft = signal(false);
  protected readonly fault = computed(() => {
    if (this.said()) return this.said();
    if (!this.touched() && !this.wasLeft()) return undefined;
    return (this.errors()[0] ?? this.parts.parseErrors()[0])?.message;
  });

  focus(options?: FocusOptions): void {
    this.first().nativeElement.focus(options);
  }

  protected takeDay({ value, targetElement }: MatDatepickerInputEvent<LocalTime>): void {
    const isEmpty = (targetElement as HTMLInputElement).value.trim() === '';
    const day = value ?? (isEmpty ? null : this.adapter.invalid());
    this.parts.update((parts) => ({ ...parts, day }));
  }

  protected takeTime(time: LocalTime | null): void {
    this.parts.update((parts) => ({ ...parts, time }));
  }

  /** Not while somebody chooses from the calendar or the list. */
  protected leave({ relatedTarget }: FocusEvent): void {
    const isInside = relatedTarget instanceof Node && this.host.contains(relatedTarget);
    if (isInside || this.calendar().opened || this.times().isOpen()) return;
    this.wasLeft.set(true);
    this.touch.emit();
  }

  private example(): string {
    return fill(this.t().dates.incomplete, { day: this.adapter.example() });
  }
}
