import type { Reservation } from '../api/schema';

/** How many people a party may become. */
export interface SeatsBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * From those who are inside already, one at least, to its own seats and those that are left, no
 * more than one reservation may have. A party that the box office made larger may stay so.
 */
export function seatsBounds({ admitted, seats, performance }: Reservation): SeatsBounds {
  const { available, max_seats: limit, state } = performance.booking;
  const more = state === 'cancelled' || state === 'closed' ? 0 : available;
  return { min: Math.max(1, admitted), max: Math.max(seats, Math.min(seats + more, limit)) };
}
