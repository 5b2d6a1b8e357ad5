import { Injectable, effect, inject } from '@angular/core';
import { DateAdapter, MatDateFormats } from '@angular/material/core';

import { TheSite } from '../../../shared/site/the-site';
import { regionOf } from '../../../shared/texts/language';
import { Languages } from '../../../shared/texts/languages';
import { dayOf } from '../../../shared/texts/when';
import { LocalTime } from './zones';

const TIME = { hour: '2-digit', minute: '2-digit' } as const;

/** How date and time pickers write dates, in the language of the page. */
export const LOCAL_TIME_FORMATS: MatDateFormats = {
  parse: { dateInput: null, timeInput: null },
  display: {
    dateInput: { day: '2-digit', month: '2-digit', year: 'numeric' },
    timeInput: TIME,
    timeOptionLabel: TIME,
    monthLabel: { month: 'short' },
    monthYearLabel: { month: 'long', year: 'numeric' },
    dateA11yLabel: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    monthYearA11yLabel: { month: 'long', year: 'numeric' },
  },
};

const INVALID = 'invalid';
const SHAPE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;
/** A Sunday. */
const SOME_SUNDAY = Date.UTC(2017, 0, 1);

/**
 * Dates of Material's pickers as days (`2027-03-27`) or local times (`2027-03-27T20:30`) without a
 * zone. A `Date` has the browser's zone, which need not be the venue's.
 */
@Injectable()
export class LocalTimeAdapter extends DateAdapter<LocalTime, string> {
  private readonly site = inject(TheSite).site;

  constructor() {
    super();
    const { current } = inject(Languages);
    this.locale = regionOf(current());
    effect(() => this.setLocale(regionOf(current())));
  }

  getYear(date: LocalTime): number {
    return Number(date.slice(0, 4));
  }

  getMonth(date: LocalTime): number {
    return Number(date.slice(5, 7)) - 1;
  }

  getDate(date: LocalTime): number {
    return Number(date.slice(8, 10));
  }

  getDayOfWeek(date: LocalTime): number {
    return asUtc(date).getUTCDay();
  }

  override getHours(date: LocalTime): number {
    return Number(date.slice(11, 13));
  }

  override getMinutes(date: LocalTime): number {
    return Number(date.slice(14, 16));
  }

  override getSeconds(): number {
    return 0;
  }

  getMonthNames(style: 'long' | 'short' | 'narrow'): string[] {
    return names(12, (month) => this.written(new Date(Date.UTC(2017, month, 1)), { month: style }));
  }

  getDateNames(): string[] {
    return names(31, (day) => String(day + 1));
  }

  getDayOfWeekNames(style: 'long' | 'short' | 'narrow'): string[] {
    return names(7, (day) => {
      const date = new Date(SOME_SUNDAY);
      date.setUTCDate(date.getUTCDate() + day);
      return this.written(date, { weekday: style });
    });
  }

  getYearName(date: LocalTime): string {
    return String(this.getYear(date));
  }

  /** Monday, in every language of the site. */
  getFirstDayOfWeek(): number {
    return 1;
  }

  getNumDaysInMonth(date: LocalTime): number {
    return new Date(Date.UTC(this.getYear(date), this.getMonth(date) + 1, 0)).getUTCDate();
  }

  clone(date: LocalTime): LocalTime {
    return date;
  }

  createDate(year: number, month: number, date: number): LocalTime {
    return [String(year).padStart(4, '0'), two(month + 1), two(date)].join('-');
  }

  /** The present day at the theatre. */
  today(): LocalTime {
    return dayOf(new Date(), this.site()?.time_zone ?? 'Europe/Rome');
  }

  /** Reads a date as the language writes it (day, month, year), or as `2027-03-27`. */
  parse(text: unknown): LocalTime | null {
    if (typeof text !== 'string' || text.trim() === '') return null;
    const numbers = text.match(/\d+/g) ?? [];
    const [first = '', second = '', third = ''] = numbers;
    const [day, year] = first.length === 4 ? [third, first] : [first, third];
    if (numbers.length !== 3 || !/^(\d{2}|\d{4})$/.test(year)) return INVALID;
    const date = [year.padStart(4, '20'), second.padStart(2, '0'), day.padStart(2, '0')].join('-');
    return this.isValid(date) ? date : INVALID;
  }

  /** Reads `20:30`, `20.30`, `2030` or `20`. The day is the present one. */
  override parseTime(text: unknown): LocalTime | null {
    if (typeof text !== 'string' || text.trim() === '') return null;
    const [, hour, minute = '00'] = /^\s*(\d{1,2})(?:[:., ]?(\d{2}))?\s*$/.exec(text) ?? [];
    if (hour === undefined) return INVALID;
    const time = `${this.today()}T${hour.padStart(2, '0')}:${minute}`;
    return this.isValid(time) ? time : INVALID;
  }

  format(date: LocalTime, format: Intl.DateTimeFormatOptions): string {
    return this.written(asUtc(date), format);
  }

  addCalendarYears(date: LocalTime, years: number): LocalTime {
    return this.addCalendarMonths(date, years * 12);
  }

  /** The last day of the month if it has no such day. */
  addCalendarMonths(date: LocalTime, months: number): LocalTime {
    const first = asDay(new Date(Date.UTC(this.getYear(date), this.getMonth(date) + months, 1)));
    const day = Math.min(this.getDate(date), this.getNumDaysInMonth(first));
    return this.createDate(this.getYear(first), this.getMonth(first), day) + date.slice(10);
  }

  addCalendarDays(date: LocalTime, days: number): LocalTime {
    const moved = asUtc(date);
    moved.setUTCDate(moved.getUTCDate() + days);
    return asDay(moved) + date.slice(10);
  }

  override addSeconds(date: LocalTime, amount: number): LocalTime {
    return new Date(asUtc(date).getTime() + amount * 1000).toISOString().slice(0, 16);
  }

  override setTime(date: LocalTime, hours: number, minutes: number): LocalTime {
    return `${date.slice(0, 10)}T${two(hours)}:${two(minutes)}`;
  }

  toIso8601(date: LocalTime): string {
    return date;
  }

  override deserialize(value: unknown): LocalTime | null {
    return value === '' ? null : super.deserialize(value);
  }

  isDateInstance(value: unknown): boolean {
    return typeof value === 'string';
  }

  isValid(date: LocalTime): boolean {
    if (!SHAPE.test(date)) return false;
    const instant = asUtc(date);
    // A day that does not exist becomes another one.
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
  }

  invalid(): LocalTime {
    return INVALID;
  }

  /** A date as the language writes it, to show how. */
  example(): string {
    return this.format(
      this.today(),
      LOCAL_TIME_FORMATS.display.dateInput as Intl.DateTimeFormatOptions,
    );
  }

  private written(date: Date, format: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { ...format, timeZone: 'UTC' }).format(date);
  }
}

function asUtc(date: LocalTime): Date {
  return new Date(`${date.length > 10 ? date : `${date}T00:00`}Z`);
}

function asDay(date: Date): LocalTime {
  return date.toISOString().slice(0, 10);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function names(many: number, name: (index: number) => string): string[] {
  return Array.from({ length: many }, (_, index) => name(index));
}
