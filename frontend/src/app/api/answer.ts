import { httpResource } from '@angular/common/http';
import { DOCUMENT, DestroyRef, Signal, computed, inject, linkedSignal } from '@angular/core';

import { Address } from './address';
import { KeptAnswers } from './kept-answers';
import { Failure, failure } from './problem';

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

/** Asks `address` as long as there is one, again whenever it changes, and every so often. */
export function answer<T>(
  address: () => Address<T> | undefined,
  options: { readonly everySeconds?: number } = {},
): Answer<T> {
  const kept = inject(KeptAnswers);
  const resource = httpResource<T>(() => address());
  interface Source {
    readonly address: string | undefined;
    readonly latest: T | undefined;
  }
  const value = linkedSignal<Source, T | undefined>({
    source: () => ({
      address: address(),
      latest: resource.hasValue() ? resource.value() : undefined,
    }),
    computation: ({ address: asked, latest }, before) => {
      if (latest !== undefined || asked === undefined) return latest;
      return before?.source.address === asked ? before.value : kept.peek<T>(asked);
    },
  });
  const reload = () => void resource.reload();
  if (options.everySeconds) askAgainEvery(options.everySeconds, reload);
  return {
    value: value.asReadonly(),
    failure: computed(() => {
      const error = resource.error();
      return error && value() === undefined ? failure(error) : undefined;
    }),
    isLoading: computed(() => resource.isLoading() && value() === undefined),
    reload,
  };
}

/** Calls `reload` every so often while somebody looks, and when they come back. */
function askAgainEvery(seconds: number, reload: () => void): void {
  const document = inject(DOCUMENT);
  const lookAgain = () => {
    if (document.visibilityState === 'visible') reload();
  };
  const timer = setInterval(lookAgain, seconds * 1000);
  document.addEventListener('visibilitychange', lookAgain);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', lookAgain);
  });
}
