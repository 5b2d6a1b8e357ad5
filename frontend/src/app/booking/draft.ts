import { Service, effect, inject, signal } from '@angular/core';

import { TabMemory } from './tab-memory';
import { EMPTY_INPUT, BookingInput } from './booking-input';

const NAME = 'booking-draft';

/**
 * The visitor's input. It survives a reload and a change of the date. The consent is never stored
 * and must be given each time.
 */
@Service()
export class Draft {
  private readonly memory = inject(TabMemory);

  /** The current input. */
  readonly wishes = signal<BookingInput>({
    ...EMPTY_INPUT,
    ...this.memory.read<BookingInput>(NAME),
  });

  constructor() {
    effect(() => this.memory.write(NAME, written(this.wishes())));
  }

  /** Starts with an earlier booking, and with the consent if it was given for the same booking. */
  startFrom(wishes: Omit<BookingInput, 'privacy_accepted'>, consent: boolean): void {
    this.wishes.set({ ...wishes, privacy_accepted: consent });
  }

  /** Resets the consent, which is valid for one booking. */
  withdrawConsent(): void {
    this.wishes.update((wishes) => ({ ...wishes, privacy_accepted: false }));
  }

  clear(): void {
    this.wishes.set(EMPTY_INPUT);
  }
}

function written(wishes: BookingInput): Partial<BookingInput> | undefined {
  const { privacy_accepted: _, ...rest } = wishes;
  const { privacy_accepted: __, ...nothing } = EMPTY_INPUT;
  return JSON.stringify(rest) === JSON.stringify(nothing) ? undefined : rest;
}
