import type { Reservation } from '../api/schema';

/** What matters most about a reservation to who holds it, now. */
export type Situation =
  /** The seats are held and wait for the confirmation. */
  | 'pending'
  /** The hold has lapsed, but the seats are still free. */
  | 'expired'
  /** The hold has lapsed, and not enough seats are left. */
  | 'sold-out'
  /** The hold has lapsed, and it can't be confirmed for another reason. */
  | 'lapsed'
  | 'confirmed'
  /** Confirmed, and the whole party is inside. */
  | 'inside'
  | 'cancelled'
  | 'performance-cancelled'
  /** The performance is history. */
  | 'over';

/** For how long after the start a ticket still opens the door: as long as the staff can scan it. */
const DOOR_CLOSES_AFTER_MS = 6 * 60 * 60 * 1000;

/** What matters most about `reservation` at `now`. */
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

/** Whether a ticket is to be shown. */
export function hasTicket(situation: Situation): boolean {
  return situation === 'confirmed' || situation === 'inside';
}

function isHeld({ status, hold_until }: Reservation, now: Date): boolean {
  return status === 'pending' && hold_until !== null && now.getTime() < Date.parse(hold_until);
}
