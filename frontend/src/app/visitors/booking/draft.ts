import { Service, effect, inject, signal } from '@angular/core';

import { EMPTY_INPUT, BookingInput } from '../../shared/booking/booking-input';
import { TabMemory } from '../../shared/browser/tab-memory';

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

  /** Starts with an earlier booking, and with the consent if it was given for the same booking. */
  startFrom(wishes: Omit<BookingInput, 'privacy_accepted'>, consent: boolean): void {
    this.suggested = undefined;
    this.wishes.set({ ...wishes, privacy_accepted: consent });
  }

  /** Resets the consent, which is valid for one booking. */
  withdrawConsent(): void {
    this.wishes.update((wishes) => ({ ...wishes, privacy_accepted: false }));
  }

  clear(): void {
    this.wishes.set(EMPTY_INPUT);
  }

  private written(): Partial<BookingInput> | undefined {
    const { privacy_accepted: _, ...rest } = this.wishes();
    const { privacy_accepted: __, ...nothing } = EMPTY_INPUT;
    const isSuggested = rest.name === '' && rest.seats === this.suggested;
    const kept = isSuggested ? { ...rest, seats: EMPTY_INPUT.seats } : rest;
    return JSON.stringify(kept) === JSON.stringify(nothing) ? undefined : kept;
  }
}
