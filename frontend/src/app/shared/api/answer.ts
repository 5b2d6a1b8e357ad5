import { httpResource } from '@angular/common/http';
import { DOCUMENT, DestroyRef, Signal, computed, effect, inject, untracked } from '@angular/core';

import { Address } from './address';
import { PrefetchedAnswers } from './prefetched-answers';
import { Failure, failure } from './problem';

/**
 * Random share by which a pause is longer or shorter, so that pages that start together do not
 * reload together.
 */
const SPREAD = 0.2;

/** The answer of an API address, kept up to date. */
export interface Answer<T> {
  /** The latest value; a later failure does not remove it. */
  readonly value: Signal<T | undefined>;
  /** The reason if there is no value. */
  readonly failure: Signal<Failure | undefined>;
  /** Whether a request is running. */
  readonly isLoading: Signal<boolean>;
  readonly reload: () => void;
}

/**
 * Requests `address` if it is set, again when it changes, and periodically. If `every` is a
 * function, it returns the seconds until the next request.
 */
export function answer<T>(
  address: () => Address<T> | undefined,
  options: { readonly everySeconds?: number | (() => number) } = {},
): Answer<T> {
  const kept = inject(PrefetchedAnswers);
  // The last value and its address. It is not a signal, because the resource's state already
  // triggers updates.
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
    reloadEvery(pause, reload, resource.error);
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
 * Calls `reload` periodically while the page is visible, and when it becomes visible again, but
 * never earlier than the server allows.
 */
function reloadEvery(seconds: () => number, reload: () => void, error: Signal<unknown>): void {
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
