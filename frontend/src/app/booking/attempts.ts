import { Service, inject } from '@angular/core';

import { TabMemory } from './tab-memory';

const NAME = 'booking-attempt';

interface Attempt {
  readonly what: string;
  readonly key: string;
}

/**
 * The names (`Idempotency-Key`) of attempts to book. Asking for the same again is the same attempt,
 * whatever became of it: after a timeout, a second tap or a reload it can't book twice. Asking for
 * anything else is another.
 */
@Service()
export class Attempts {
  private readonly memory = inject(TabMemory);
  private latest = this.memory.read<Attempt>(NAME);

  /** The key for asking `request` of a performance. */
  keyFor(performance: string, request: unknown): string {
    const what = JSON.stringify([performance, request]);
    if (this.latest?.what !== what) {
      this.latest = { what, key: newKey() };
      this.memory.write(NAME, this.latest);
    }
    return this.latest.key;
  }

  /** The attempt has come to its end: asking for the same from now on is another one. */
  end(): void {
    this.latest = undefined;
    this.memory.write(NAME, undefined);
  }
}

/** `randomUUID` is there on secure pages only; somebody may try the site out without. */
function newKey(): string {
  return typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
}
