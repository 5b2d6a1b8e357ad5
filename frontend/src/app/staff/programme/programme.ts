import type { BookingState, Publication } from '../../shared/api/schema';

export type {
  AdminPerformance,
  AdminShow,
  AdminVenue,
  BookingState,
  Consequences,
  Publication,
  ShowConsequences,
  ShowRow,
} from '../../shared/api/schema';

/** Who can see a show. */
export const PUBLICATIONS: readonly Publication[] = ['draft', 'published', 'archived'];

/** Whether a performance can be booked. */
export const BOOKING_STATES: readonly BookingState[] = [
  'open',
  'not_yet_open',
  'sold_out',
  'closed',
  'cancelled',
];

/** A page of a list. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}
