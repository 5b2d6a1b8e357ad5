import type { Reservation } from '../../shared/api/schema';

/** The limits for a party's size. */
export interface SeatsBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * From the admitted people, at least one, to the own seats plus the available ones, but not above
 * the limit of one reservation. A party that the box office made larger can stay so.
 */
export function seatsBounds({ admitted, seats, performance }: Reservation): SeatsBounds {
  const { available, max_seats: limit, state } = performance.booking;
  const more = state === 'cancelled' || state === 'closed' ? 0 : available;
  return { min: Math.max(1, admitted), max: Math.max(seats, Math.min(seats + more, limit)) };
}
