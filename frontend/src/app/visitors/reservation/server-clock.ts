import { HttpHeaders } from '@angular/common/http';
import { Signal, computed, linkedSignal } from '@angular/core';

import { currentTime } from './current-time';

/** Tolerance for the whole seconds and the delay of the `Date` header. */
const TOLERANCE_MS = 5_000;

/**
 * The server's time, every second. Holds are short, and many phones' clocks are minutes off. Each
 * answer's `Date` and `Age` give the difference.
 */
export function serverClock(headers: Signal<HttpHeaders | undefined>): Signal<Date> {
  const tick = currentTime();
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
