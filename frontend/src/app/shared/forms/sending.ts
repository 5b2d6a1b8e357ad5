import { Signal, inject, signal } from '@angular/core';
import { Observable, TimeoutError, firstValueFrom, timeout } from 'rxjs';

import { Failure, failure } from '../api/problem';
import { controlTexts } from '../texts/controls/control-texts';
import { count } from '../texts/fill';
import { Languages } from '../texts/languages';

/** Request timeout, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** A request with its state: one at a time. */
export interface Sending {
  /** Whether a request is running. */
  readonly isBusy: Signal<boolean>;
  /** Why the last request failed. */
  readonly failure: Signal<Failure | undefined>;
  /** The same as a text. */
  readonly said: () => string | undefined;
  /** Sends a request unless one is running. Returns nothing if it failed or timed out. */
  readonly send: <T>(request: Observable<T>, patienceMs?: number) => Promise<T | undefined>;
  /** Clears the error. */
  readonly clear: () => void;
}

/** Needs an injection context. */
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
    send: async (request, patienceMs = TIMEOUT_MS) => {
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

/** Why an action failed, in the user's language. */
export function failuresInWords(): (why: Failure) => string {
  const languages = inject(Languages);
  const t = languages.texts(controlTexts);
  return (why) => {
    const texts = t().sending;
    if (why.name === 'rate-limited') {
      return count(texts.rateLimited, why.retryAfterSeconds ?? 60, languages.current());
    }
    const [first] = why.problem?.errors ?? [];
    return first?.message ?? why.detail ?? texts.unreachable;
  };
}
