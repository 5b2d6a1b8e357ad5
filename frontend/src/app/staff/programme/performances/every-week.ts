import { LocalTime } from '../../shared/dates/zones';

/** Some days of every week at one time. */
export interface Rhythm {
  /** Monday is 1, Sunday 7 (ISO 8601). */
  readonly weekdays: readonly number[];
  /** The first possible day, for example `2027-03-26`. */
  readonly from: string;
  /** The last possible day. */
  readonly to: string;
  /** For example `20:30`. */
  readonly at: string;
}

/** The server's limit for one request. */
export const MAX_DATES = 200;

const DAY_MS = 86_400_000;

/** All times of a weekly rhythm, in order; none while it is incomplete. */
export function datesOf({ weekdays, from, to, at }: Rhythm): readonly LocalTime[] {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(first) || Number.isNaN(last) || !/^\d{2}:\d{2}$/.test(at)) return [];
  const dates: LocalTime[] = [];
  for (let day = first; day <= last && dates.length < MAX_DATES; day += DAY_MS) {
    const date = new Date(day);
    if (weekdays.includes(date.getUTCDay() || 7)) {
      dates.push(`${date.toISOString().slice(0, 10)}T${at}`);
    }
  }
  return dates;
}
