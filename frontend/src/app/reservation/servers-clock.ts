import { HttpHeaders } from '@angular/common/http';
import { Signal, computed, linkedSignal } from '@angular/core';

import { ticking } from './ticking';

/** `Date` has whole seconds and travels for a while: less than this is no error of the device. */
const TOLERANCE_MS = 5_000;

/**
 * The time by the server's clock, every second. Holds are short, and many a telephone is minutes
 * off; each answer's `Date` tells by how much, and its `Age` how many seconds ago.
 */
export function serversClock(headers: Signal<HttpHeaders | undefined>): Signal<Date> {
  const tick = ticking();
  const ahead = linkedSignal<HttpHeaders | undefined, number>({
    source: headers,
    computation: (answered, before) => {
      const answeredAgo = Number(answered?.get('Age') ?? 0) * 1000;
      const difference = Date.parse(answered?.get('Date') ?? '') + answeredAgo - Date.now();
      if (Number.isNaN(difference)) return before?.value ?? 0;
      return Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
    },
  });
  return computed(() => new Date(tick() + ahead()));
}
