import { Signal, inject, signal } from '@angular/core';
import { Observable, TimeoutError, firstValueFrom, timeout } from 'rxjs';

import { Failure, failure } from '../api/problem';
import { count } from '../texts/fill';
import { Languages } from '../texts/languages';
import { staffTexts } from './staff-texts';

/** For how long an answer is waited for, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Something that is sent to the server: once at a time, with what came of it. */
export interface Sending {
  /** Whether an answer is awaited. */
  readonly isBusy: Signal<boolean>;
  /** Why it was not done, the last time. */
  readonly failure: Signal<Failure | undefined>;
  /** The same in words. */
  readonly said: () => string | undefined;
  /**
   * Sends it, unless something is on its way; answers nothing when it was not done, or not in so
   * many milliseconds.
   */
  readonly send: <T>(request: Observable<T>, patienceMs?: number) => Promise<T | undefined>;
  /** Forgets why it was not done. */
  readonly clear: () => void;
}

/** To be called where one may inject. */
export function sending(): Sending {
  const sayWhy = failuresInWords();
  const isBusy = signal(false);
  const failed = signal<Failure | undefined>(undefined);
  return {
    isBusy: isBusy.asReadonly(),
    failure: failed.asReadonly(),
    said: () => {
      const why = failed();
      return why && sayWhy(why);
    },
    send: async (request, patienceMs = PATIENCE_MS) => {
      if (isBusy()) return undefined;
      isBusy.set(true);
      failed.set(undefined);
      try {
        return await firstValueFrom(request.pipe(timeout(patienceMs)));
      } catch (error) {
        failed.set(error instanceof TimeoutError ? { name: 'unreachable' } : failure(error));
        return undefined;
      } finally {
        isBusy.set(false);
      }
    },
    clear: () => failed.set(undefined),
  };
}

/** Says why something was not done, in the language of whoever reads it. */
export function failuresInWords(): (why: Failure) => string {
  const languages = inject(Languages);
  const t = languages.texts(staffTexts);
  return (why) => {
    const texts = t().sending;
    if (why.name === 'rate-limited') {
      return count(texts.rateLimited, why.retryAfterSeconds ?? 60, languages.current());
    }
    const [first] = why.problem?.errors ?? [];
    return first?.message ?? why.detail ?? texts.unreachable;
  };
}
