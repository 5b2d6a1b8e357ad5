import { Signal, WritableSignal, computed, linkedSignal, untracked } from '@angular/core';

import { Edit, Edited } from './edited';

/** What is typed of something that is edited. */
export interface Draft<T, D> {
  /** What is typed. */
  readonly model: WritableSignal<D>;
  /** Whether something of it is not yet saved. */
  readonly isUnsaved: Signal<boolean>;
  /** Saves it; answers how it is now, or nothing when it was not saved. */
  readonly save: (edit: Edit) => Promise<T | undefined>;
}

/**
 * What is typed of `thing`: it begins as the server has it, and begins anew when somebody else has
 * left it otherwise. What is typed while it is being saved stays.
 */
export function draftOf<T, D>(thing: Edited<T>, read: (value: T | undefined) => D): Draft<T, D> {
  let sent: D | undefined;
  const model = linkedSignal<T | undefined, D>({
    source: thing.value,
    computation: (now, before) => {
      const typed = before?.value;
      if (typed === undefined) return read(now);
      const isSameAsBefore = same(read(before?.source), read(now));
      const wentOn = sent !== undefined && typed !== sent;
      return isSameAsBefore || wentOn ? typed : read(now);
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
        // Whether it goes on is told while it is known what was sent.
        untracked(model);
        sent = undefined;
      }
    },
  };
}

/** Whether two drafts say the same. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
