//! Finds reservations.

use crate::{
    Store,
    db::{
        error::bad_row,
        rows::{
            CheckInRow, ReservationRow, guest_name, house_columns, reservation_columns, status,
        },
        statement::statement,
    },
    houses::{CheckInsOf, with_check_ins},
    programme::browse::{ListingRow, listings, select_listings, show_columns, venue_columns},
};
use async_trait::async_trait;
use azionelab_application::{
    booking::{HeldReservation, Progress, ReservationKey, Reservations},
    mail::Delivery,
    ports::StoreError,
};
use azionelab_domain::{
    CheckInId, EmailAddress, PerformanceId, PersonName, ReservationCode, ReservationId, SecretHash,
    TicketHash,
};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Binary, Text, Timestamptz, Uuid},
};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    KeyBySecret { secret: Vec<u8> => Binary, now: jiff_diesel::Timestamp => Timestamptz }
    "SELECT r.id, r.performance_id FROM reservation_secrets k \
     JOIN reservations r ON r.id = k.reservation_id WHERE k.secret_hash = $1 AND k.expires_at > $2 \
     AND k.ended_at IS NULL"
}

statement! {
    KeyByTicket { ticket: Vec<u8> => Binary, now: jiff_diesel::Timestamp => Timestamptz }
    "SELECT r.id, r.performance_id FROM reservation_secrets k \
     JOIN reservations r ON r.id = k.reservation_id WHERE k.ticket_hash = $1 AND k.expires_at > $2 \
     AND k.ended_at IS NULL"
}

statement! {
    /// A ticket that ended before its time, of a reservation that could have one.
    EndedTicket { ticket: Vec<u8> => Binary, now: jiff_diesel::Timestamp => Timestamptz }
    "SELECT r.id, r.performance_id FROM reservation_secrets k \
     JOIN reservations r ON r.id = k.reservation_id WHERE k.ticket_hash = $1 AND k.expires_at > $2 \
     AND k.ended_at IS NOT NULL AND r.confirmed_at IS NOT NULL"
}

statement! {
    KeyById { id: uuid::Uuid => Uuid }
    "SELECT id, performance_id FROM reservations WHERE id = $1"
}

statement! {
    KeyByCode { code: String => Text, email_key: String => Text }
    "SELECT id, performance_id FROM reservations WHERE code = $1 AND email_key = $2"
}

statement! {
    /// With the state of the latest message about it.
    ProgressById { id: uuid::Uuid => Uuid }
    "SELECT r.status, r.hold_until, latest.state AS message_state FROM reservations r \
     CROSS JOIN LATERAL (SELECT o.state FROM outbox o WHERE o.reservation_id = r.id \
     ORDER BY o.created_at DESC, o.id DESC LIMIT 1) latest WHERE r.id = $1"
}

statement! {
    KeyByCheckIn { id: uuid::Uuid => Uuid }
    "SELECT r.id, r.performance_id FROM check_ins c JOIN reservations r ON r.id = c.reservation_id \
     WHERE c.id = $1"
}

statement! {
    GuestName { id: uuid::Uuid => Uuid }
    "SELECT name FROM reservations WHERE id = $1"
}

statement! {
    /// A reservation with its performance, whatever has become of the show meanwhile.
    ListingOfReservation {
        now: jiff_diesel::Timestamp => Timestamptz,
        reservation: uuid::Uuid => Uuid,
    }
    concat!(select_listings!(), "JOIN reservations mine ON mine.performance_id = p.id WHERE mine.id = $2")
}

statement! {
    ReservationById { id: uuid::Uuid => Uuid }
    concat!("SELECT ", reservation_columns!(), " FROM reservations r WHERE r.id = $1")
}

statement! {
    ChangeOfReservation { id: uuid::Uuid => Uuid }
    "SELECT changed_at FROM reservations WHERE id = $1"
}

statement! {
    HousesWithLapsedHolds {
        now: jiff_diesel::Timestamp => Timestamptz,
        limit: i64 => BigInt,
    }
    "SELECT DISTINCT performance_id AS id, performance_id FROM reservations \
     WHERE status = 'pending' AND hold_until <= $1 LIMIT $2"
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Uuid)]
    performance_id: uuid::Uuid,
}

impl KeyRow {
    fn key(&self) -> ReservationKey {
        ReservationKey {
            reservation: ReservationId::new(self.id),
            performance: PerformanceId::new(self.performance_id),
        }
    }
}

#[derive(QueryableByName)]
struct ProgressRow {
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Timestamptz)]
    hold_until: jiff_diesel::Timestamp,
    #[diesel(sql_type = Text)]
    message_state: String,
}

impl ProgressRow {
    fn progress(&self) -> Result<Progress, StoreError> {
        let delivery = match self.message_state.as_str() {
            "sent" => Delivery::Sent,
            "waiting" => Delivery::Queued,
            "refused" | "dropped" => Delivery::Failed,
            _ => return Err(bad_row("outbox.state")),
        };
        Ok(Progress { status: status(&self.status, self.hold_until)?, delivery })
    }
}

#[derive(QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = Timestamptz)]
    changed_at: jiff_diesel::Timestamp,
}

#[derive(QueryableByName)]
struct NameRow {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Answers the first row of a statement that finds a reservation.
macro_rules! key {
    ($store:expr, $statement:expr) => {{
        let row: Option<KeyRow> = $store.connections.row($statement).await?;
        Ok(row.map(|row| row.key()))
    }};
}

impl Store {
    /// A reservation with its performance, the seats held at `now`.
    async fn with_performance(
        &self,
        of: ReservationId,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        let connection = self.connections.get().await?;
        let id = of.uuid();
        let listing = ListingOfReservation { now: now.to_diesel(), reservation: id };
        let (listing_rows, reservation_rows, check_ins, changes) = try_join!(
            connection.rows::<ListingRow>(listing),
            connection.rows::<ReservationRow>(ReservationById { id }),
            connection.rows::<CheckInRow>(CheckInsOf { reservations: vec![id] }),
            connection.rows::<ChangeRow>(ChangeOfReservation { id }),
        )?;
        let listing = listings(&connection, &listing_rows).await?.pop();
        let reservation = with_check_ins(&reservation_rows, &check_ins)?.pop();
        let (Some(mut listing), Some(reservation), [change]) = (listing, reservation, &changes[..])
        else {
            return Ok(None);
        };
        // What the listing counts as held includes this reservation, which is now at hand.
        let elsewhere = listing.house.held(now).saturating_sub(reservation.held(now));
        listing.house =
            listing.house.with_seats_held_elsewhere(elsewhere).with_reservation(reservation);
        Ok(Some(HeldReservation { id: of, listing, changed_at: change.changed_at.to_jiff() }))
    }
}

#[async_trait]
impl Reservations for Store {
    async fn by_secret(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        key!(self, KeyBySecret { secret: secret.as_bytes().to_vec(), now: now.to_diesel() })
    }

    async fn by_ticket(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        key!(self, KeyByTicket { ticket: ticket.as_bytes().to_vec(), now: now.to_diesel() })
    }

    async fn by_id(&self, id: ReservationId) -> Result<Option<ReservationKey>, StoreError> {
        key!(self, KeyById { id: id.uuid() })
    }

    async fn by_code(
        &self,
        code: ReservationCode,
        email: &EmailAddress,
    ) -> Result<Option<ReservationKey>, StoreError> {
        key!(self, KeyByCode { code: code.to_string(), email_key: email.comparison_key() })
    }

    async fn progress(&self, id: ReservationId) -> Result<Option<Progress>, StoreError> {
        let row: Option<ProgressRow> = self.connections.row(ProgressById { id: id.uuid() }).await?;
        row.map(|row| row.progress()).transpose()
    }

    async fn by_check_in(&self, id: CheckInId) -> Result<Option<ReservationKey>, StoreError> {
        key!(self, KeyByCheckIn { id: id.uuid() })
    }

    async fn guest_name(&self, id: ReservationId) -> Result<Option<PersonName>, StoreError> {
        let row: Option<NameRow> = self.connections.row(GuestName { id: id.uuid() }).await?;
        Ok(row.map(|row| guest_name(&row.name)).transpose()?.flatten())
    }

    async fn held(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        match self.by_secret(secret, now).await? {
            Some(key) => self.with_performance(key.reservation, now).await,
            None => Ok(None),
        }
    }

    async fn proved(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        match self.by_ticket(ticket, now).await? {
            Some(key) => self.with_performance(key.reservation, now).await,
            None => Ok(None),
        }
    }

    async fn was_replaced(&self, ticket: TicketHash, now: Timestamp) -> Result<bool, StoreError> {
        let select = EndedTicket { ticket: ticket.as_bytes().to_vec(), now: now.to_diesel() };
        let row: Option<KeyRow> = self.connections.row(select).await?;
        Ok(row.is_some())
    }

    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<PerformanceId>, StoreError> {
        let select = HousesWithLapsedHolds { now: now.to_diesel(), limit: i64::from(limit) };
        let rows: Vec<KeyRow> = self.connections.rows(select).await?;
        Ok(rows.iter().map(|row| PerformanceId::new(row.performance_id)).collect())
    }
}
