import type { FieldError } from '../../api/schema';
import { LocalTime, Reading, readings } from './zones';

/** A date of a run, before it is saved. */
export interface RunDate {
  /** Tells it from the others of the list, which may say the same. */
  readonly key: number;
  readonly local: LocalTime;
  /** Which of two instants is meant, by its offset from UTC. */
  readonly offset?: string;
  /** What the server found wrong with it; it stands until the date is changed. */
  readonly refused?: string;
}

/** What keeps a date from being saved. */
export type DateFault = 'missing' | 'never' | 'twice' | 'duplicate' | 'past';

/** A date with what is to be known of it. */
export interface JudgedDate extends RunDate {
  readonly fault?: DateFault;
  /** The two instants at which the clocks show it, if there are two. */
  readonly choice?: readonly Reading[];
  /** When it is, once that is clear. */
  readonly instant?: string;
}

/** Looks at every date of a run by the clocks of `zone`. */
export function judged(dates: readonly RunDate[], zone: string, now: number): JudgedDate[] {
  const seen = new Set<string>();
  return dates.map((date) => {
    if (date.local === '') return { ...date, fault: 'missing' };
    const all = readings(date.local, zone);
    if (all.length === 0) return { ...date, fault: 'never' };
    const choice = all.length > 1 ? { choice: all } : {};
    const meant = all.length > 1 ? all.find(({ offset }) => offset === date.offset) : all[0];
    if (!meant) return { ...date, ...choice, fault: 'twice' };
    const found: JudgedDate = { ...date, ...choice, instant: meant.instant };
    if (seen.has(meant.instant)) return { ...found, fault: 'duplicate' };
    seen.add(meant.instant);
    return Date.parse(meant.instant) <= now ? { ...found, fault: 'past' } : found;
  });
}

/** A date as the server takes it. */
export function asAsked({ local, offset, choice }: JudgedDate): string {
  return choice && offset ? `${local}${offset}` : local;
}

/** The dates in order of time, those that are not complete last. */
export function inOrder(dates: readonly RunDate[]): RunDate[] {
  const place = ({ local }: RunDate) => local || '~';
  return [...dates].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

/** Puts what the server found wrong beside the dates that it is about. */
export function withRefusals(
  dates: readonly RunDate[],
  errors: readonly FieldError[],
): readonly RunDate[] {
  return dates.map((date, number) => {
    const error = errors.find(({ field }) => field === `starts[${number}]`);
    return error ? { ...date, refused: error.message } : date;
  });
}
