import {
  DOCUMENT,
  DestroyRef,
  Signal,
  WritableSignal,
  computed,
  inject,
  linkedSignal,
  untracked,
} from '@angular/core';

/** The input of a form for something that the server stores. */
export interface Draft<T, D> {
  readonly value: WritableSignal<D>;
  /** Whether there is unsaved input. */
  readonly isUnsaved: Signal<boolean>;
  /** Resets to the server's value. */
  readonly reset: () => void;
  /**
   * Saves the input with `send`, then resets to the server's value. Fields that are changed
   * meanwhile are kept. Returns the new value, or nothing if it was not saved.
   */
  readonly save: (send: () => Promise<T | undefined>) => Promise<T | undefined>;
}

/**
 * A draft of the server's value. Changed fields are kept if the server's value changes, the others
 * follow it. The browser asks before it closes a page with input. Needs an injection context.
 */
export function draftOf<T, D extends object>(
  saved: () => T | undefined,
  asDraft: (thing: T | undefined) => D,
): Draft<T, D> {
  const original = computed(() => asDraft(saved()), { equal: isSame });
  const value = linkedSignal<D, D>({
    source: original,
    computation: (now, before) => (before ? withInput(now, before.value, before.source) : now),
  });
  const isUnsaved = computed(() => !isSame(value(), original()));

  const window = inject(DOCUMENT).defaultView;
  const askFirst = (event: Event) => {
    if (isUnsaved()) event.preventDefault();
  };
  window?.addEventListener('beforeunload', askFirst);
  inject(DestroyRef).onDestroy(() => window?.removeEventListener('beforeunload', askFirst));
  return {
    value,
    isUnsaved,
    reset: () => value.set(original()),
    save: async (send) => {
      const sent = untracked(value);
      const result = await send();
      if (result !== undefined) value.set(withInput(untracked(original), untracked(value), sent));
      return result;
    },
  };
}

/** The value `now` with the fields of `typed` that differ from `before`. */
function withInput<D extends object>(now: D, typed: D, before: D): D {
  const earlier = new Map<string, unknown>(Object.entries(before));
  const input = Object.entries(typed).filter(([name, value]) => !isSame(value, earlier.get(name)));
  return input.length === 0 ? now : { ...now, ...Object.fromEntries(input) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
