import type { AccessNeed } from '../../api/schema';
import { Language } from '../../texts/language';

export type ReservationStatus = 'pending' | 'expired' | 'confirmed' | 'cancelled';
export type Source = 'website' | 'office' | 'door';
export type MailState = 'sent' | 'waiting' | 'refused' | 'dropped';
export type MailKind =
  'confirm_your_seats' | 'your_ticket' | 'cancelled_by_visitor' | 'cancelled_by_theatre' | 'moved';

export interface BriefPerformance {
  readonly id: string;
  readonly show_title: string;
  readonly starts_at: string;
  readonly venue_name: string;
  readonly time_zone: string;
}

/** A reservation in the list. */
export interface ReservationRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly seats: number;
  readonly admitted: number;
  readonly status: ReservationStatus;
  readonly hold_until: string | null;
  readonly booked_at: string;
  readonly source: Source;
  readonly access_needs: readonly AccessNeed[];
  readonly note: string | null;
  readonly delivery: {
    readonly kind: MailKind;
    readonly state: MailState;
    readonly at: string;
  } | null;
  readonly performance: BriefPerformance;
}

/** A message to the guest, and what has become of it. */
export interface Mail {
  readonly kind: MailKind;
  readonly state: MailState;
  readonly created_at: string;
  readonly settled_at: string | null;
  readonly attempts: number;
  readonly problem: string | null;
}

export interface PartyCheckIn {
  readonly id: string;
  readonly seats: number;
  readonly at: string;
  /** Who let them in. */
  readonly by: string;
  readonly override_reason: string | null;
  readonly undone_at: string | null;
  readonly undone_by: string | null;
}

/** Something that was done to a reservation; by nobody of the staff when the guest did it. */
export interface HistoryEntry {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** Why it was not done, if it was refused. */
  readonly refused: string | null;
}

/** What may be done to a reservation now. */
export interface Can {
  readonly confirm: boolean;
  readonly cancel: boolean;
  readonly change_seats: boolean;
  readonly resend: boolean;
  readonly move: boolean;
}

/** All that is known of a reservation. */
export interface ReservationDetail extends ReservationRow {
  readonly locale: Language;
  readonly confirmed_at: string | null;
  readonly cancelled_at: string | null;
  readonly check_ins: readonly PartyCheckIn[];
  readonly mails: readonly Mail[];
  readonly history: readonly HistoryEntry[];
  readonly can: Can;
}

/** A performance as the office has it, as far as it matters here. */
export interface OfficePerformance {
  readonly id: string;
  readonly show: { readonly title: string };
  readonly venue: { readonly name: string; readonly time_zone: string };
  readonly starts_at: string;
  readonly available: number;
  readonly cancelled_at: string | null;
  readonly door_closes_at: string;
}

/** Where the reservations are. */
export const RESERVATIONS = '/api/v1/admin/reservations';
