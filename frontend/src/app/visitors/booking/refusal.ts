import { TimeoutError } from 'rxjs';

import { Failure, failure } from '../../shared/api/problem';
import type texts from '../../shared/texts/sections/booking/it.json';
import { Plural, count, fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';

/** Why a booking was refused. */
export interface Refusal {
  readonly failure: Failure;
  /** Whether a retry can help. */
  readonly canRetry: boolean;
}

/** The visitor must change these; other refusals may be temporary. */
const FINAL = new Set([
  'sold-out',
  'booking-closed',
  'booking-not-open',
  'performance-cancelled',
  'too-many-reservations',
  'not-found',
  'validation',
]);

/** Converts an error of a booking. */
export function refusal(error: unknown): Refusal {
  const why = error instanceof TimeoutError ? { name: 'unreachable' } : failure(error);
  return { failure: why, canRetry: !FINAL.has(why.name) };
}

/** The refusal as a text for the visitor. */
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
