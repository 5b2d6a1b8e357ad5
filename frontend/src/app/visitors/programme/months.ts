/** A month, for example `2026-11`. */
export type Month = string;

/** A day, for example `2026-11-28`. */
export type Day = string;

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Adds a number of months; negative numbers go back. */
export function monthAfter(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks of a month, starting on Monday. Days of other months are `undefined`. */
export function weeksOf(month: Month): readonly (readonly (Day | undefined)[])[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const length = Math.ceil((before + days) / 7) * 7;
  const cells = Array.from({ length }, (_, index) => {
    const number = index - before + 1;
    return number >= 1 && number <= days
      ? `${month}-${String(number).padStart(2, '0')}`
      : undefined;
  });
  return Array.from({ length: length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Groups performances by the day at their venue. */
export function byDay<T extends { readonly starts_on: Day }>(
  happenings: readonly T[],
): ReadonlyMap<Day, readonly T[]> {
  return grouped(happenings, (one) => one.starts_on);
}

/** Groups items by key, in order of first appearance. */
export function grouped<K, T>(things: Iterable<T>, key: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return groups;
}

/** Noon (UTC) of a day, for formatting its name. */
export function noon(day: Day): string {
  return `${day}T12:00:00Z`;
}
