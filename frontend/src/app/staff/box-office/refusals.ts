import { Failure } from '../../shared/api/problem';
import { count } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import type texts from '../../shared/texts/sections/reservations/it.json';

/** Why a request was refused, where the office has a better text than the server. */
export function refusedInWords(
  why: Failure,
  words: (typeof texts)['refused'],
  language: Language,
): string | undefined {
  switch (why.name) {
    case 'sold-out': {
      const left = why.problem?.available ?? 0;
      return left > 0 ? count(words.fewerLeft, left, language) : words.soldOut;
    }
    case 'performance-cancelled':
      return words.performanceCancelled;
    case 'already-admitted':
      return words.alreadyAdmitted;
    case 'cancelled':
      return words.cancelled;
    case 'hold-expired':
      return words.holdExpired;
    case 'too-late':
      return words.tooLate;
    case 'same-performance':
      return words.samePerformance;
    case 'data-erased':
      return words.dataErased;
    case 'no-address':
      return words.noAddress;
    default:
      return undefined;
  }
}
