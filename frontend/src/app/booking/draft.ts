import { Service, effect, inject, signal } from '@angular/core';

import { TabMemory } from './tab-memory';
import { NO_WISHES, Wishes } from './wishes';

const NAME = 'booking-draft';

/**
 * What the visitor is writing. A reload doesn't lose it, nor does changing to another date; only
 * consent is never remembered, and has to be given each time.
 */
@Service()
export class Draft {
  private readonly memory = inject(TabMemory);

  /** As it stands. */
  readonly wishes = signal<Wishes>({ ...NO_WISHES, ...this.memory.read<Wishes>(NAME) });

  constructor() {
    effect(() => this.memory.write(NAME, written(this.wishes())));
  }

  /** Starts with what was booked before, and with the consent if it was given for the same. */
  startFrom(wishes: Omit<Wishes, 'privacy_accepted'>, consent: boolean): void {
    this.wishes.set({ ...wishes, privacy_accepted: consent });
  }

  /** Takes back the consent, which was for one booking only. */
  withdrawConsent(): void {
    this.wishes.update((wishes) => ({ ...wishes, privacy_accepted: false }));
  }

  /** Forgets it all. */
  clear(): void {
    this.wishes.set(NO_WISHES);
  }
}

function written(wishes: Wishes): Partial<Wishes> | undefined {
  const { privacy_accepted: _, ...rest } = wishes;
  const { privacy_accepted: __, ...nothing } = NO_WISHES;
  return JSON.stringify(rest) === JSON.stringify(nothing) ? undefined : rest;
}
