import { httpResource } from '@angular/common/http';
import { DOCUMENT, DestroyRef, Signal, computed, effect, inject, untracked } from '@angular/core';

import { Address } from './address';
import { KeptAnswers } from './kept-answers';
import { Failure, failure } from './problem';

/**
 * By which part of it a pause is longer or shorter than was said, so that pages that began to ask
 * together don't go on together.
 */
const SPREAD = 0.2;

/** What an address of the API answers, kept up to date. */
export interface Answer<T> {
  /** The latest that it answered; a failure later on doesn't take it away. */
  readonly value: Signal<T | undefined>;
  /** Why there is no value. */
  readonly failure: Signal<Failure | undefined>;
  /** Whether an answer is on its way. */
  readonly isLoading: Signal<boolean>;
  /** Asks again. */
  readonly reload: () => void;
}

/**
 * Asks `address` as long as there is one, again whenever it changes, and every so often. After how
 * many seconds is asked anew each time when it is a function.
 */
export function answer<T>(
  address: () => Address<T> | undefined,
  options: { readonly everySeconds?: number | (() => number) } = {},
): Answer<T> {
  const kept = inject(KeptAnswers);
  // What an address answered last. It isn't a signal: only a new state of the resource makes
  // anybody look.
  let latest: { readonly address: Address<T>; readonly value: T } | undefined;
  const note = (asked: Address<T> | undefined, value: T | undefined) => {
    if (asked !== undefined && value !== undefined) latest = { address: asked, value };
  };
  const keptFor = (asked: Address<T> | undefined) =>
    asked === undefined ? undefined : kept.peek(asked);
  const resource = httpResource<T>(
    () => {
      const asked = address();
      note(asked, keptFor(asked));
      return asked;
    },
    {
      parse: (value) => {
        note(untracked(address), value as T);
        return value as T;
      },
    },
  );
  const value = computed(() => {
    const asked = address();
    if (resource.hasValue()) return resource.value();
    return latest?.address === asked ? latest?.value : keptFor(asked);
  });
  const reload = () => void resource.reload();
  const { everySeconds } = options;
  if (everySeconds !== undefined) {
    const pause = typeof everySeconds === 'number' ? () => everySeconds : everySeconds;
    askAgainEvery(pause, reload, resource.error);
  }
  return {
    value,
    failure: computed(() => {
      const error = resource.error();
      return error && value() === undefined ? failure(error) : undefined;
    }),
    isLoading: computed(() => resource.isLoading() && value() === undefined),
    reload,
  };
}

/**
 * Calls `reload` every so often while somebody looks, and when they come back; but never sooner
 * than the server asked for.
 */
function askAgainEvery(seconds: () => number, reload: () => void, error: Signal<unknown>): void {
  const document = inject(DOCUMENT);
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    const pause = seconds() * 1000 * (1 + SPREAD * (2 * Math.random() - 1));
    const asked = (notBefore - Date.now()) * (1 + SPREAD * Math.random());
    timer = setTimeout(lookAgain, Math.max(pause, asked));
  };
  const lookAgain = () => {
    if (document.visibilityState === 'visible' && Date.now() >= notBefore) reload();
    wait();
  };
  effect(() => {
    const { retryAfterSeconds } = failure(error());
    if (retryAfterSeconds === undefined) return;
    notBefore = Date.now() + retryAfterSeconds * 1000;
    wait();
  });
  wait();
  document.addEventListener('visibilitychange', lookAgain);
  inject(DestroyRef).onDestroy(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', lookAgain);
  });
}
