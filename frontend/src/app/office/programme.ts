import type { Poster } from '../api/schema';

/** Who may see a show. */
export type Publication = 'draft' | 'published' | 'archived';
export const PUBLICATIONS: readonly Publication[] = ['draft', 'published', 'archived'];

/** A show as it is listed. */
export interface ShowRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly publication: Publication;
  readonly poster: Poster | null;
  readonly performances_to_come: number;
  readonly next_at: string | null;
  readonly version: number;
}

/** A show as it is written. */
export interface AdminShow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly subtitle: string;
  readonly summary: string;
  readonly description: string;
  readonly credits: string;
  readonly duration_minutes: number | null;
  readonly age_advice: string;
  readonly language: string;
  readonly publication: Publication;
  readonly poster: Poster | null;
  readonly version: number;
}

/** What another publication of a show would do. */
export interface ShowConsequences {
  readonly performances_to_come: number;
  readonly reservations: number;
  readonly seats: number;
}

/** A place where one plays. */
export interface AdminVenue {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly access_notes: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly time_zone: string;
  readonly default_capacity: number | null;
  readonly version: number;
}

/** Whether a performance can be booked. */
export type BookingState = 'open' | 'not_yet_open' | 'closed' | 'sold_out' | 'cancelled';
export const BOOKING_STATES: readonly BookingState[] = [
  'open',
  'not_yet_open',
  'sold_out',
  'closed',
  'cancelled',
];

/** One evening, with how full it is. */
export interface AdminPerformance {
  readonly id: string;
  readonly show: {
    readonly id: string;
    readonly slug: string;
    readonly title: string;
    readonly publication: Publication;
  };
  readonly venue: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly time_zone: string;
  };
  readonly starts_at: string;
  readonly starts_local: string;
  readonly doors_at: string;
  readonly opens_at: string;
  readonly closes_at: string;
  readonly capacity: number;
  readonly occupied: number;
  readonly extra: number;
  readonly bookable: number;
  readonly held: number;
  readonly confirmed: number;
  readonly pending: number;
  readonly admitted: number;
  readonly available: number;
  readonly overbooked_by: number;
  readonly state: BookingState;
  readonly cancelled_at: string | null;
  readonly moved_from: string | null;
  readonly door_opens_at: string;
  readonly door_closes_at: string;
  readonly version: number;
}

/** What a change would do to the seats that are given. */
export interface Consequences {
  readonly held: number;
  readonly bookable_before: number;
  readonly bookable_after: number;
  readonly overbooked_by: number;
  readonly reservations: number;
  readonly people_told: number;
  readonly without_address: number;
}

/** A part of a list. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}
