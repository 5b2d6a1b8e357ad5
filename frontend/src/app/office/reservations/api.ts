import type {
  AdminPerformance,
  BookingSource,
  MessageKind,
  MessageReport,
  MessageState,
  ReservationDetail as Detail,
  ReservationEvent,
  ReservationRow as Row,
  ReservationStatus as Status,
} from '../../api/schema';

export type ReservationRow = Row;
export type ReservationStatus = Status;
export type Source = BookingSource;
export type Mail = MessageReport;
export type MailKind = MessageKind;
export type MailState = MessageState;

/** What was so, by name. */
export type Facts = Readonly<Record<string, unknown>>;

/** Something that was done to a reservation; by nobody of the staff when the guest did it. */
export type HistoryEntry = Omit<ReservationEvent, 'before' | 'after'> & {
  readonly before: Facts;
  readonly after: Facts;
};

/** All that is known of a reservation. */
export type ReservationDetail = Omit<Detail, 'history'> & {
  readonly history: readonly HistoryEntry[];
};

/** A performance as the office has it, as far as it matters here. */
export type OfficePerformance = Pick<
  AdminPerformance,
  'id' | 'starts_at' | 'available' | 'cancelled_at' | 'door_closes_at'
> & {
  readonly show: Pick<AdminPerformance['show'], 'title'>;
  readonly venue: Pick<AdminPerformance['venue'], 'name' | 'time_zone'>;
};

/** Where the reservations are. */
export const RESERVATIONS = '/api/v1/admin/reservations';
