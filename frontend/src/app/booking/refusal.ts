import { TimeoutError } from 'rxjs';

import { Failure, failure } from '../api/problem';
import { Plural, count, fill } from '../texts/fill';
import { Language } from '../texts/language';
import type texts from './texts/it.json';

/** Why nothing was booked. */
export interface Refusal {
  readonly failure: Failure;
  /** Whether asking for the same again may work. */
  readonly isWorthAnotherTry: boolean;
}

/** These are the visitor's to change; anything else may pass. */
const FINAL = new Set([
  'sold-out',
  'booking-closed',
  'booking-not-open',
  'performance-cancelled',
  'too-many-reservations',
  'not-found',
  'validation',
]);

/** What an error of a booking means. */
export function refusal(error: unknown): Refusal {
  const why = error instanceof TimeoutError ? { name: 'unreachable' } : failure(error);
  return { failure: why, isWorthAnotherTry: !FINAL.has(why.name) };
}

/** A refusal as it is told to the visitor. */
export function refusalInWords(
  { failure: why }: Refusal,
  words: (typeof texts)['refused'],
  language: Language,
  isOffline: boolean,
): string {
  const say = (text: Plural, many: number) => count(text, many, language);
  switch (why.name) {
    case 'unreachable':
    case 'unavailable':
    case 'timeout':
      return isOffline ? words.offline : words.noAnswer;
    case 'sold-out':
      return why.problem?.available
        ? say(words.soldOut, why.problem.available)
        : (why.detail ?? '');
    case 'too-many-reservations':
      return fill(words.tooManyReservations, { max: why.problem?.max ?? '' });
    case 'rate-limited':
      return say(words.rateLimited, why.retryAfterSeconds ?? 60);
    default:
      return why.detail ?? words.noAnswer;
  }
}
