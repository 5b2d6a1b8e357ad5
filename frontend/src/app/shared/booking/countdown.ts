import { DOCUMENT, DestroyRef, Signal, computed, inject, signal } from '@angular/core';

/** The whole seconds until a time (RFC 3339), at least 0. */
export function secondsLeft(until: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1000));
}

/** Formats seconds like a clock: 29:05. */
export function clockFace(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/**
 * The remaining seconds for screen readers. The value changes every five minutes, a minute before
 * the end, and at 30 and 10 seconds, so that nothing is read twice.
 */
export function secondsSaid(seconds: number): number {
  if (seconds > 60) return Math.ceil(seconds / 300) * 300;
  return [0, 10, 30, 60].find((mark) => seconds <= mark) ?? 60;
}

/**
 * The seconds until a time, by a clock that is ahead of this device's. It stays right after the
 * device sleeps.
 */
export function countdown(until: () => string, clockAheadMs: () => number): Signal<number> {
  const document = inject(DOCUMENT);
  const now = signal(Date.now());
  const look = () => now.set(Date.now());
  const timer = setInterval(look, 1000);
  document.addEventListener('visibilitychange', look);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return computed(() => secondsLeft(until(), now() + clockAheadMs()));
}
