/** A numeric setting with the server's limits. */
export interface Limit {
  readonly name:
    | 'hold_minutes'
    | 'max_seats_per_reservation'
    | 'max_live_reservations_per_address'
    | 'door_opens_before_minutes'
    | 'door_closes_after_minutes'
    | 'retention_days';
  readonly least: number;
  readonly most: number;
}

/** A week, in minutes. */
const WEEK = 10_080;

export const LIMITS: readonly Limit[] = [
  { name: 'hold_minutes', least: 1, most: WEEK },
  { name: 'max_seats_per_reservation', least: 1, most: 1_000 },
  { name: 'max_live_reservations_per_address', least: 1, most: 1_000 },
  { name: 'door_opens_before_minutes', least: 0, most: WEEK },
  { name: 'door_closes_after_minutes', least: 0, most: WEEK },
  { name: 'retention_days', least: 1, most: 3_650 },
];
