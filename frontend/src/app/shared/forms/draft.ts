import { Signal, WritableSignal, computed, linkedSignal, untracked } from '@angular/core';

import { Edit, Edited } from './edited';

/** The input of an edit form. */
export interface Draft<T, D> {
  /** The input. */
  readonly model: WritableSignal<D>;
  /** Whether there is unsaved input. */
  readonly isUnsaved: Signal<boolean>;
  /** Saves the input. Returns the new value, or nothing if it was not saved. */
  readonly save: (edit: Edit) => Promise<T | undefined>;
}

/**
 * A draft of `thing`. It starts with the server's value, and starts again if somebody else has
 * edited it. Input during saving is kept.
 */
export function draftOf<T, D>(thing: Edited<T>, read: (value: T | undefined) => D): Draft<T, D> {
  let sent: D | undefined;
  const model = linkedSignal<T | undefined, D>({
    source: thing.value,
    computation: (now, before) => {
      const typed = before?.value;
      if (typed === undefined) return read(now);
      const isSameValue = same(read(before?.source), read(now));
      const hasTypedWhileSaving = sent !== undefined && typed !== sent;
      return isSameValue || hasTypedWhileSaving ? typed : read(now);
    },
  });
  return {
    model,
    isUnsaved: computed(() => !same(model(), read(thing.value()))),
    save: async (edit) => {
      sent = untracked(model);
      try {
        return await thing.save(edit);
      } finally {
        // Evaluate the model while `sent` is still set.
        untracked(model);
        sent = undefined;
      }
    },
  };
}

/** Whether two drafts are equal. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
