import type { CheckedIn, DoorList, DoorParty, DoorPerformance, Problem } from '../api/schema';

/** How often the houses are counted anew, in seconds. */
export const EVERY_SECONDS = 2.5;

/** A check-in that has not been taken back. */
export interface PartyCheckIn {
  readonly id: string;
  readonly seats: number;
  readonly at: string;
  readonly by: string;
}

/** How a party's reservation stands. */
export type PartyStatus = 'pending' | 'expired' | 'confirmed' | 'cancelled';

export type Party = DoorParty & {
  readonly status?: PartyStatus;
  readonly check_ins?: readonly PartyCheckIn[];
};

export type PartyList = Omit<DoorList, 'items'> & { readonly items: readonly Party[] };

export type House = DoorPerformance & {
  readonly can_override?: boolean;
  readonly can_seat_walk_ins?: boolean;
};

export interface Tonights {
  readonly items: readonly House[];
}

/** People who were let in. */
export type LetIn = CheckedIn;

/** Why somebody was not let in. */
export type Refusal = Problem & {
  readonly seats?: number | null;
  readonly reservation_id?: string | null;
  readonly last_check_in_id?: string | null;
  readonly can_confirm?: boolean | null;
  readonly can_override?: boolean | null;
};
