import { SchemaFn, max, min, required, validate } from '@angular/forms/signals';

import type texts from '../../../shared/texts/sections/office-performances/it.json';

/** The input for the seats of a performance. */
export interface SeatsDraft {
  readonly capacity: number | null;
  readonly occupied: number | null;
  readonly extra: number | null;
}

const MOST_SEATS = 100_000;

/** The bookable seats, if known. */
export function bookable({ capacity, occupied, extra }: SeatsDraft): number | undefined {
  if (capacity === null || occupied === null || extra === null) return undefined;
  return capacity - occupied + extra;
}

/** Validates the seats. */
export function seatsRules(words: () => (typeof texts)['wrong']): SchemaFn<SeatsDraft> {
  return (house) => {
    for (const seats of [house.capacity, house.occupied, house.extra]) {
      required(seats, { message: () => words().seats });
      min(seats, 0, { message: () => words().seats });
      max(seats, MOST_SEATS, { message: () => words().seats });
      validate(seats, ({ value }) =>
        value() === null || Number.isInteger(value())
          ? undefined
          : { kind: 'whole', message: words().seats },
      );
    }
    validate(house.occupied, (occupied) =>
      (occupied.value() ?? 0) >
      (occupied.valueOf(house.capacity) ?? 0) + (occupied.valueOf(house.extra) ?? 0)
        ? { kind: 'too_many', message: words().occupied }
        : undefined,
    );
  };
}
