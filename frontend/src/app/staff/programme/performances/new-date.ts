import type { FieldError } from '../../../shared/api/schema';
import { LocalTime, Reading, readings } from '../../shared/dates/zones';

/** A date before it is saved. */
export interface NewDate {
  /** Identifies the date in the list, even if two have the same values. */
  readonly key: number;
  readonly local: LocalTime;
  /** The chosen instant, as its offset from UTC. */
  readonly offset?: string;
  /** The server's error, until the date is changed. */
  readonly refused?: string;
}

/** Why a date cannot be saved. */
export type DateFault = 'missing' | 'never' | 'twice' | 'duplicate' | 'past';

/** A date with its checks. */
export interface CheckedDate extends NewDate {
  readonly fault?: DateFault;
  /** The two instants of a repeated local time. */
  readonly choice?: readonly Reading[];
  /** The instant, once it is unambiguous. */
  readonly instant?: string;
}

/** Checks all dates in `zone`. */
export function checkedDates(dates: readonly NewDate[], zone: string, now: number): CheckedDate[] {
  const seen = new Set<string>();
  return dates.map((date) => {
    if (date.local === '') return { ...date, fault: 'missing' };
    const all = readings(date.local, zone);
    if (all.length === 0) return { ...date, fault: 'never' };
    const choice = all.length > 1 ? { choice: all } : {};
    const meant = all.length > 1 ? all.find(({ offset }) => offset === date.offset) : all[0];
    if (!meant) return { ...date, ...choice, fault: 'twice' };
    const found: CheckedDate = { ...date, ...choice, instant: meant.instant };
    if (seen.has(meant.instant)) return { ...found, fault: 'duplicate' };
    seen.add(meant.instant);
    return Date.parse(meant.instant) <= now ? { ...found, fault: 'past' } : found;
  });
}

/** A date in the form of the API. */
export function asAsked({ local, offset, choice }: CheckedDate): string {
  return choice && offset ? `${local}${offset}` : local;
}

/** Sorts the dates by time, incomplete ones last. */
export function inOrder(dates: readonly NewDate[]): NewDate[] {
  const place = ({ local }: NewDate) => local || '~';
  return [...dates].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

/** Adds the server's errors to their dates. */
export function withRefusals(
  dates: readonly NewDate[],
  errors: readonly FieldError[],
): readonly NewDate[] {
  return dates.map((date, number) => {
    const error = errors.find(({ field }) => field === `starts[${number}]`);
    return error ? { ...date, refused: error.message } : date;
  });
}
