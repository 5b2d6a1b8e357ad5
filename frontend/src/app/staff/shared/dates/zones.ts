/** A local day and time to the minute: `2027-03-27T20:30`. */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The local time in `zone` (IANA) at an instant. */
export function localTime(instant: string | number, zone: string): LocalTime {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    clocks.set(zone, clock);
  }
  return clock.format(new Date(instant)).replace(' ', 'T');
}

/** An instant with a given local time, and its offset from UTC. */
export interface Reading {
  /** RFC 3339, in UTC. */
  readonly instant: string;
  /** For example `+02:00`. */
  readonly offset: string;
}

/**
 * The instants with the local time `local` in `zone`, in order: one; none if clocks go forward over
 * it; two if clocks go back over it.
 */
export function readings(local: LocalTime, zone: string): readonly Reading[] {
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return [];
  // Offsets are less than a day, and there are no two clock changes within two days.
  const offsets = new Set([asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, zone)));
  return [...offsets]
    .map((minutes) => ({ minutes, instant: asUtc - minutes * MINUTE_MS }))
    .filter(({ instant }) => localTime(instant, zone) === local)
    .sort((one, other) => one.instant - other.instant)
    .map(({ minutes, instant }) => ({
      instant: new Date(instant).toISOString().replace('.000Z', 'Z'),
      offset: inHours(minutes),
    }));
}

/** The first instant with the local time `local` in `zone`; none if it does not exist. */
export function instantOf(local: LocalTime, zone: string): string | undefined {
  return readings(local, zone)[0]?.instant;
}

/** The zone's offset from UTC, in minutes. */
function offsetAt(instant: number, zone: string): number {
  return (Date.parse(`${localTime(instant, zone)}:00Z`) - instant) / MINUTE_MS;
}

function inHours(minutes: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
