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

  /** The number of seats that the form suggested last. */
  private suggested: number | undefined;

  constructor() {
    effect(() => this.memory.write(NAME, this.written()));
  }

  /** Suggests a number of seats, unless the visitor has asked for another one. */
  suggestSeats(seats: number): void {
    const { seats: wanted, name } = this.wishes();
    if (wanted !== 0 && (name !== '' || wanted !== this.suggested)) return;
    this.suggested = seats;
    this.wishes.update((wishes) => ({ ...wishes, seats }));
  }

  /** Starts with what was booked before, and with the consent if it was given for the same. */
  startFrom(wishes: Omit<Wishes, 'privacy_accepted'>, consent: boolean): void {
    this.suggested = undefined;
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

  private written(): Partial<Wishes> | undefined {
    const { privacy_accepted: _, ...rest } = this.wishes();
    const { privacy_accepted: __, ...nothing } = NO_WISHES;
    const isSuggested = rest.name === '' && rest.seats === this.suggested;
    const kept = isSuggested ? { ...rest, seats: NO_WISHES.seats } : rest;
    return JSON.stringify(kept) === JSON.stringify(nothing) ? undefined : kept;
  }
}
