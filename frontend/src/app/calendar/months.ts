/** A month of the calendar, as in `2026-11`. */
export type Month = string;

/** A day of the calendar, as in `2026-11-28`. */
export type Day = string;

/** The month that a day is in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The month so many months after this one, or before it. */
export function monthAfter(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks of a month, Monday first; days of its neighbours are nothing. */
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

/** What happens on each day, by the clocks of where it happens. */
export function byDay<T extends { readonly starts_on: Day }>(
  happenings: readonly T[],
): ReadonlyMap<Day, readonly T[]> {
  return grouped(happenings, (one) => one.starts_on);
}

/** What belongs together, in the order in which it comes. */
export function grouped<K, T>(things: Iterable<T>, key: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return groups;
}

/** The instant of noon (UTC) on a day, to write its name with. */
export function noon(day: Day): string {
  return `${day}T12:00:00Z`;
}
