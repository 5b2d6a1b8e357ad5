import { Service, inject } from '@angular/core';

import { TabMemory } from '../browser/tab-memory';

const NAME = 'booking-attempt';

interface Attempt {
  readonly what: string;
  readonly key: string;
}

/**
 * Creates the `Idempotency-Key` of booking attempts. The same request keeps its key, so a timeout,
 * a second tap or a reload cannot book twice. Another request gets another key.
 */
@Service()
export class Attempts {
  private readonly memory = inject(TabMemory);
  private latest = this.memory.read<Attempt>(NAME);

  /** The key for a request at a performance. */
  keyFor(performance: string, request: unknown): string {
    const what = JSON.stringify([performance, request]);
    if (this.latest?.what !== what) {
      this.latest = { what, key: newKey() };
      this.memory.write(NAME, this.latest);
    }
    return this.latest.key;
  }

  /** Ends the attempt: the same request is a new attempt from now on. */
  end(): void {
    this.latest = undefined;
    this.memory.write(NAME, undefined);
  }
}

/** `randomUUID` exists on secure pages only, but a trial site may use plain HTTP. */
function newKey(): string {
  return typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
}
