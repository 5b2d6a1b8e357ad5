import {
  DOCUMENT,
  DestroyRef,
  Signal,
  WritableSignal,
  computed,
  inject,
  linkedSignal,
} from '@angular/core';

/** What is typed into a form about something that the server has as well. */
export interface Draft<D> {
  readonly value: WritableSignal<D>;
  /** Whether something was typed that the server doesn't have. */
  readonly isUnsaved: Signal<boolean>;
  /** Goes on from what the server has. */
  readonly reset: () => void;
}

/**
 * A draft of what the server has. When that changes, a draft in which nothing was typed follows;
 * what was typed stays. The browser asks before it closes the page. To be called where one may
 * inject.
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
