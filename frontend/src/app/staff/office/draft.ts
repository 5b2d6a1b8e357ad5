import {
  DOCUMENT,
  DestroyRef,
  Signal,
  WritableSignal,
  computed,
  inject,
  linkedSignal,
} from '@angular/core';

/** The input of a form for something that the server stores. */
export interface Draft<D> {
  readonly value: WritableSignal<D>;
  /** Whether there is unsaved input. */
  readonly isUnsaved: Signal<boolean>;
  /** Resets to the server's value. */
  readonly reset: () => void;
}

/**
 * A draft of the server's value. An unchanged draft follows the server; input is kept. The browser
 * asks before it closes a page with input. Needs an injection context.
 */
export function draftOf<T, D>(
  saved: () => T | undefined,
  asDraft: (thing: T | undefined) => D,
): Draft<D> {
  const original = computed(() => asDraft(saved()), { equal: isSame });
  const value = linkedSignal<D, D>({
    source: original,
    computation: (now, before) =>
      before && !isSame(before.value, before.source) ? before.value : now,
  });
  const isUnsaved = computed(() => !isSame(value(), original()));

  const window = inject(DOCUMENT).defaultView;
  const askFirst = (event: Event) => {
    if (isUnsaved()) event.preventDefault();
  };
  window?.addEventListener('beforeunload', askFirst);
  inject(DestroyRef).onDestroy(() => window?.removeEventListener('beforeunload', askFirst));
  return { value, isUnsaved, reset: () => value.set(original()) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
