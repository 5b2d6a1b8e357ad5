/** Somebody of the staff. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** That people were let in. */
export interface CheckInRow {
  readonly id: string;
  readonly at: string;
  readonly by: Person;
  readonly seats: number;
  readonly reservation: { readonly id: string; readonly code: string; readonly name: string };
  readonly override_reason: string | null;
  readonly undone_at: string | null;
  readonly undone_by: string | null;
}
