import type {
  AdminPerformance,
  BookingSource,
  MessageReport,
  MessageState,
  ReservationDetail as Detail,
  ReservationEvent,
  ReservationRow as Row,
  ReservationStatus as Status,
} from '../../shared/api/schema';

export type ReservationRow = Row;
export type ReservationStatus = Status;
export type Source = BookingSource;
export type Mail = MessageReport;
export type MailState = MessageState;

/** Values by field name. */
export type Facts = Readonly<Record<string, unknown>>;

/** An action on a reservation; without a member of staff if the guest did it. */
export type HistoryEntry = Omit<ReservationEvent, 'before' | 'after'> & {
  readonly before: Facts;
  readonly after: Facts;
};

/** A reservation with all details. */
export type ReservationDetail = Omit<Detail, 'history'> & {
  readonly history: readonly HistoryEntry[];
};

/** The used fields of a performance in the office. */
export type OfficePerformance = Pick<
  AdminPerformance,
  'id' | 'starts_at' | 'available' | 'cancelled_at' | 'door_closes_at'
> & {
  readonly show: Pick<AdminPerformance['show'], 'title'>;
  readonly venue: Pick<AdminPerformance['venue'], 'name' | 'time_zone'>;
};

export const RESERVATIONS = '/api/v1/admin/reservations';
