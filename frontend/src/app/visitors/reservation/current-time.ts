import { DestroyRef, Signal, inject, signal } from '@angular/core';

/** The device's clock, in milliseconds since 1970, updated every second. */
export function currentTime(): Signal<number> {
  const now = signal(Date.now());
  const timer = setInterval(() => now.set(Date.now()), 1000);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
  return now.asReadonly();
}
