import { Service, effect, inject, signal } from '@angular/core';

import { TabMemory } from './tab-memory';
import { NO_WISHES, Wishes } from './wishes';

const NAME = 'booking-draft';

/**
 * The visitor's input. It survives a reload and a change of the date. The consent is never stored
 * and must be given each time.
 */
@Service()
export class Draft {
  private readonly memory = inject(TabMemory);

  /** The current input. */
  readonly wishes = signal<Wishes>({ ...NO_WISHES, ...this.memory.read<Wishes>(NAME) });

  constructor() {
    effect(() => this.memory.write(NAME, written(this.wishes())));
  }

  /** Starts with an earlier booking, and with the consent if it was given for the same booking. */
  startFrom(wishes: Omit<Wishes, 'privacy_accepted'>, consent: boolean): void {
    this.wishes.set({ ...wishes, privacy_accepted: consent });
  }

  /** Resets the consent, which is valid for one booking. */
  withdrawConsent(): void {
    this.wishes.update((wishes) => ({ ...wishes, privacy_accepted: false }));
  }

  clear(): void {
    this.wishes.set(NO_WISHES);
  }
}

function written(wishes: Wishes): Partial<Wishes> | undefined {
  const { privacy_accepted: _, ...rest } = wishes;
  const { privacy_accepted: __, ...nothing } = NO_WISHES;
  return JSON.stringify(rest) === JSON.stringify(nothing) ? undefined : rest;
}
