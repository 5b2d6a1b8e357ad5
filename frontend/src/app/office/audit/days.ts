/** When a day (`2026-11-28`) begins by the clocks of `zone` (IANA). */
export function beginningOf(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Twice, for the first guess may lie on the other side of a change of the clocks.
  const guess = midnight - aheadOfUtc(midnight, zone);
  return new Date(midnight - aheadOfUtc(guess, zone));
}

/** The day after a day. */
export function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** By how much the clocks of `zone` are ahead of UTC at a time, in milliseconds. */
function aheadOfUtc(time: number, zone: string): number {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(time);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - time;
}
