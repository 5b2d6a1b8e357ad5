//! Finds reservations.

use crate::{
    Store,
    db::{
        functions::is_pending,
        rows::{CheckInRow, ReservationRow, guest_name, parse, status},
        schema::{check_ins, outbox, performances, reservation_secrets, reservations},
        statement::RowQuery,
    },
    houses::with_check_ins,
    programme::{
        browse::{ListingRow, listings},
        queries::listings_at,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    booking::{HeldReservation, Progress, ReservationKey, Reservations},
    mail::MessageState,
    ports::StoreError,
};
use azionelab_domain::{
    CheckInId, EmailAddress, PerformanceId, PersonName, ReservationCode, ReservationId, SecretHash,
    TicketHash,
};
use diesel::{dsl::auto_type, prelude::*};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

#[derive(Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
struct KeyRow {
    id: uuid::Uuid,
    performance_id: uuid::Uuid,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
struct ProgressRow {
    status: String,
    hold_until: jiff_diesel::Timestamp,
    #[diesel(select_expression = outbox::state)]
    message_state: String,
}

impl ProgressRow {
    fn progress(&self) -> Result<Progress, StoreError> {
        Ok(Progress {
            status: status(&self.status, self.hold_until)?,
            delivery: parse::<MessageState>(&self.message_state, "outbox.state")?.into(),
        })
    }
}

/// The secrets that are valid at `now`, with their reservations.
#[auto_type(no_type_alias)]
fn valid_secrets(now: jiff_diesel::Timestamp) -> _ {
    reservation_secrets::table
        .inner_join(reservations::table)
        .filter(reservation_secrets::expires_at.gt(now))
        .filter(reservation_secrets::ended_at.is_null())
}

impl Store {
    async fn key(&self, of: impl RowQuery<KeyRow>) -> Result<Option<ReservationKey>, StoreError> {
        let row = self.connections.row(of).await?;
        Ok(row.map(|row| ReservationKey {
            reservation: ReservationId::new(row.id),
            performance: PerformanceId::new(row.performance_id),
        }))
    }

    /// A reservation with its performance and the seats that are held at `now`.
    async fn with_performance(
        &self,
        of: ReservationId,
        now: Timestamp,
    ) -> Result<Option<HeldReservation>, StoreError> {
        let connection = self.connections.get().await?;
        let id = of.uuid();
        let performance = reservations::table.find(id).select(reservations::performance_id);
        // Its show need not be published.
        let listing = listings_at(now.to_diesel())
            .filter(performances::id.nullable().eq(performance.single_value()));
        let reservation = reservations::table
            .find(id)
            .select((ReservationRow::as_select(), reservations::changed_at));
        let check_ins = check_ins::table
            .filter(check_ins::reservation_id.eq(id))
            .order((check_ins::at, check_ins::id))
            .select(CheckInRow::as_select());
        let (listing_rows, reservation, check_ins) = try_join!(
            connection.rows::<ListingRow>(listing),
            connection.rows::<(ReservationRow, jiff_diesel::Timestamp)>(reservation),
            connection.rows::<CheckInRow>(check_ins),
        )?;
        let listing = listings(&connection, &listing_rows).await?.pop();
        let (Some(mut listing), Some((row, changed_at))) =
            (listing, reservation.into_iter().next())
        else {
            return Ok(None);
        };
        let Some(reservation) = with_check_ins(&[row], &check_ins)?.pop() else { return Ok(None) };
        // The listing counts the seats of this reservation as held elsewhere.
        let elsewhere = listing.house.held(now).saturating_sub(reservation.held(now));
        listing.house =
            listing.house.with_seats_held_elsewhere(elsewhere).with_reservation(reservation);
        Ok(Some(HeldReservation { id: of, listing, changed_at: changed_at.to_jiff() }))
    }
}

#[async_trait]
impl Reservations for Store {
    async fn by_secret(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let select = valid_secrets(now.to_diesel())
            .filter(reservation_secrets::secret_hash.eq(secret.as_bytes().as_slice()))
            .select(KeyRow::as_select());
        self.key(select).await
    }

    async fn by_ticket(
        &self,
        ticket: TicketHash,
        now: Timestamp,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let select = valid_secrets(now.to_diesel())
            .filter(reservation_secrets::ticket_hash.eq(ticket.as_bytes().as_slice()))
            .select(KeyRow::as_select());
        self.key(select).await
    }

    async fn by_id(&self, id: ReservationId) -> Result<Option<ReservationKey>, StoreError> {
        self.key(reservations::table.find(id.uuid()).select(KeyRow::as_select())).await
    }

    async fn by_code(
        &self,
        code: ReservationCode,
        email: &EmailAddress,
    ) -> Result<Option<ReservationKey>, StoreError> {
        let select = reservations::table
            .filter(reservations::code.eq(code.to_string()))
            .filter(reservations::email_key.eq(email.comparison_key()))
            .select(KeyRow::as_select());
        self.key(select).await
    }

    async fn progress(&self, id: ReservationId) -> Result<Option<Progress>, StoreError> {
        let latest = outbox::table
            .inner_join(reservations::table)
            .filter(outbox::reservation_id.eq(id.uuid()))
            .order((outbox::created_at.desc(), outbox::id.desc()))
            .limit(1)
            .select(ProgressRow::as_select());
        let row: Option<ProgressRow> = self.connections.row(latest).await?;
        row.map(|row| row.progress()).transpose()
    }

    async fn by_check_in(&self, id: CheckInId) -> Result<Option<ReservationKey>, StoreError> {
        let check_in = check_ins::table.find(id.uuid()).inner_join(reservations::table);
        self.key(check_in.select(KeyRow::as_select())).await
    }

    async fn guest_name(&self, id: ReservationId) -> Result<Option<PersonName>, StoreError> {
        let select = reservations::table.find(id.uuid()).select(reservations::name);
        let name: Option<String> = self.connections.row(select).await?;
        Ok(name.map(|name| guest_name(&name)).transpose()?.flatten())
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
        // A reservation that was never confirmed could not have a valid ticket.
        let select = reservation_secrets::table
            .filter(reservation_secrets::ticket_hash.eq(ticket.as_bytes().as_slice()))
            .filter(reservation_secrets::expires_at.gt(now.to_diesel()))
            .filter(reservation_secrets::ended_at.is_not_null())
            .inner_join(reservations::table)
            .filter(reservations::confirmed_at.is_not_null())
            .select(KeyRow::as_select());
        Ok(self.key(select).await?.is_some())
    }

    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<PerformanceId>, StoreError> {
        let select = reservations::table
            .filter(is_pending(reservations::status))
            .filter(reservations::hold_until.le(now.to_diesel()))
            .select(reservations::performance_id)
            .distinct()
            .limit(limit.into());
        let performances: Vec<uuid::Uuid> = self.connections.rows(select).await?;
        Ok(performances.into_iter().map(PerformanceId::new).collect())
    }
}
