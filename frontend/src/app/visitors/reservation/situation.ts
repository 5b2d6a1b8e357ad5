import type { Reservation } from '../../shared/api/schema';

/** The most important fact about a reservation for its holder. */
export type Situation =
  /** The seats are held and wait for confirmation. */
  | 'pending'
  /** The hold has lapsed, and the seats are still free. */
  | 'expired'
  /** The hold has lapsed, and there are not enough seats. */
  | 'sold-out'
  /** The hold has lapsed, and confirmation is impossible for another reason. */
  | 'lapsed'
  | 'confirmed'
  /** Confirmed, and the whole party is admitted. */
  | 'inside'
  | 'cancelled'
  | 'performance-cancelled'
  /** The performance is over. */
  | 'over';

/** How long after the start a ticket is valid at the door: as long as staff can scan it. */
const DOOR_CLOSES_AFTER_MS = 6 * 60 * 60 * 1000;

/** The situation of `reservation` at `now`. */
export function situation(reservation: Reservation, now: Date): Situation {
  const { performance, status } = reservation;
  if (performance.booking.state === 'cancelled') return 'performance-cancelled';
  if (status === 'cancelled') return 'cancelled';
  const isOver = now.getTime() >= Date.parse(performance.starts_at) + DOOR_CLOSES_AFTER_MS;
  if (status === 'confirmed') {
    if (isOver) return 'over';
    return reservation.admitted >= reservation.seats ? 'inside' : 'confirmed';
  }
  if (isOver) return 'lapsed';
  if (isHeld(reservation, now)) return 'pending';
  if (reservation.can_confirm) return 'expired';
  return performance.booking.available < reservation.seats ? 'sold-out' : 'lapsed';
}

function isHeld({ status, hold_until }: Reservation, now: Date): boolean {
  return status === 'pending' && hold_until !== null && now.getTime() < Date.parse(hold_until);
}
