/** A day and a time to the minute as clocks show them: `2027-03-27T20:30`. */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of `zone` (IANA) show at an instant. */
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

/** An instant at which clocks show a time, and how far they are from UTC then. */
export interface Reading {
  /** RFC 3339, in UTC. */
  readonly instant: string;
  /** As in `+02:00`. */
  readonly offset: string;
}

/**
 * The instants at which the clocks of `zone` show `local`, the earlier first: one; none where they
 * are put forward past it; two where they are put back over it.
 */
export function readings(local: LocalTime, zone: string): readonly Reading[] {
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return [];
  // No zone is further from UTC than a day, and the clocks are not changed twice in two.
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

/** The instant at which the clocks of `zone` show `local`, the first of two; none if they never do. */
export function instantOf(local: LocalTime, zone: string): string | undefined {
  return readings(local, zone)[0]?.instant;
}

/** How many minutes the clocks of a zone are before UTC. */
function offsetAt(instant: number, zone: string): number {
  return (Date.parse(`${localTime(instant, zone)}:00Z`) - instant) / MINUTE_MS;
}

function inHours(minutes: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
