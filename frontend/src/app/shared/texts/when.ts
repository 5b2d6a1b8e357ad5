import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language, regionOf, spokenTime } from './language';
import { Languages } from './languages';

/** The formats of a time. */
export type TimeFormat = keyof typeof MANNERS;

const MANNERS = {
  /** Saturday 28 November 2026 */
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Saturday 28 November, Sunday 28 March 2027 */
  dayOfSeason: { weekday: 'long', day: 'numeric', month: 'long' },
  /** Sat 28 Nov, Sun 28 Mar 2027 */
  shortDay: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Sat 28 Nov, 20:45; Sun 28 Mar 2027, 20:45 */
  shortFull: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  },
  /** Saturday 28 November at 20:45, Sunday 28 March 2027 at 20:45 */
  full: { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  /** 20:45 */
  hour: { hour: '2-digit', minute: '2-digit' },
  /** Saturday */
  weekday: { weekday: 'long' },
  /** Sat */
  shortWeekday: { weekday: 'short' },
  /** 28 */
  dayNumber: { day: 'numeric' },
  /** November */
  month: { month: 'long' },
  /** Nov, Mar 2027 */
  monthOfBill: { month: 'short' },
  /** November 2026 */
  monthAndYear: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** The formats that end with a time, in a sentence. */
const WITH_TIME: ReadonlySet<TimeFormat> = new Set(['full', 'shortFull']);

/** The formats that include the year if it is not the present one. */
const OF_ANOTHER_YEAR: ReadonlySet<TimeFormat> = new Set([
  'dayOfSeason',
  'shortDay',
  'shortFull',
  'full',
  'monthOfBill',
]);

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats a time (RFC 3339) in `language` and `zone` (IANA). */
export function when(
  time: string | Date,
  zone: string,
  manner: TimeFormat,
  language: Language,
): string {
  const formatted = format(time, zone, manner, language);
  return WITH_TIME.has(manner) ? spokenTime(formatted, language) : formatted;
}

function format(time: string | Date, zone: string, manner: TimeFormat, language: Language): string {
  const date = typeof time === 'string' ? new Date(time) : time;
  const key = `${language} ${zone} ${manner}`;
  const inWords = formatFor(key, language, { ...MANNERS[manner], timeZone: zone });
  if (!OF_ANOTHER_YEAR.has(manner)) return inWords.format(date);
  const year = yearOf(date, zone);
  if (year === yearOf(new Date(), zone)) return inWords.format(date);
  // Browsers differ in the commas of a date with a year.
  const parts = inWords.formatToParts(date);
  return parts.map(({ type, value }) => (type === 'month' ? `${value} ${year}` : value)).join('');
}

function yearOf(date: Date, zone: string): string {
  return formatFor(`year ${zone}`, 'en', { year: 'numeric', timeZone: zone }).format(date);
}

function formatFor(
  key: string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(regionOf(language), options);
  formats.set(key, format);
  return format;
}

/** The calendar day (`2026-11-28`) of a time in `zone` (IANA). */
export function dayOf(time: string | Date, zone: string): string {
  const date = typeof time === 'string' ? new Date(time) : time;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(date);
}

@Pipe({ name: 'when', pure: false })
export class When implements PipeTransform {
  private readonly languages = inject(Languages);

  transform(time: string, zone: string, manner: TimeFormat): string {
    return when(time, zone, manner, this.languages.current());
  }
}
