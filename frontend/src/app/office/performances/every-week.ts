import { LocalTime } from './zones';

/** Some days of every week at one time. */
export interface Rhythm {
  /** Monday is 1, Sunday 7 (ISO 8601). */
  readonly weekdays: readonly number[];
  /** The first day that may be one of them, as in `2027-03-26`. */
  readonly from: string;
  /** The last. */
  readonly to: string;
  /** As in `20:30`. */
  readonly at: string;
}

/** No more are made at once, as the server takes no more. */
export const MOST_DATES = 200;

const DAY_MS = 86_400_000;

/** All times of a rhythm, in order; none as long as it isn't complete. */
export function datesOf({ weekdays, from, to, at }: Rhythm): readonly LocalTime[] {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(first) || Number.isNaN(last) || !/^\d{2}:\d{2}$/.test(at)) return [];
  const dates: LocalTime[] = [];
  for (let day = first; day <= last && dates.length < MOST_DATES; day += DAY_MS) {
    const date = new Date(day);
    if (weekdays.includes(date.getUTCDay() || 7)) {
      dates.push(`${date.toISOString().slice(0, 10)}T${at}`);
    }
  }
  return dates;
}
