//! The outbox: messages that are to be sent.

use crate::{
    Store,
    accounts::staff::MemberRow,
    db::{
        functions::{greatest, is_waiting},
        rows::{ReservationRow, locale, multiline_text, parse, seats},
        schema::{
            outbox, performances, reservation_secrets, reservations, shows, site, staff, venues,
        },
    },
    programme::browse::{Posters, ShowRow, VenueRow, posters},
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::StaffNotice,
    houses::Issued,
    mail::{
        Claim, FirstDelivery, MessageState, Outbox, OutboxEntry, Outgoing, Settlement, WaitsFor,
    },
    ports::StoreError,
    programme::ShowEntry,
};
use azionelab_domain::{EmailAddress, MessageId, PerformanceId, ReservationId};
use diesel::{
    pg::Pg,
    prelude::*,
    sql_types::{Binary, Bool, Timestamptz},
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox, check_for_backend(Pg))]
struct MessageRow {
    id: uuid::Uuid,
    kind: String,
    created_at: jiff_diesel::Timestamp,
    failed_attempts: i32,
    unanswered_attempts: i32,
    transferred_from: Option<jiff_diesel::Timestamp>,
    seats_before: Option<i16>,
    news_of: Option<uuid::Uuid>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = performances, check_for_backend(Pg))]
struct PerformanceRow {
    id: uuid::Uuid,
    starts_at: jiff_diesel::Timestamp,
    previous_start: Option<jiff_diesel::Timestamp>,
    doors_at: jiff_diesel::Timestamp,
    message_to_guests: Option<String>,
    cancelled_at: Option<jiff_diesel::Timestamp>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = site, check_for_backend(Pg))]
struct SiteRow {
    name: String,
    contact_email: String,
    retention_days: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox, check_for_backend(Pg))]
struct EntryRow {
    #[diesel(embed)]
    message: MessageRow,
    #[diesel(embed)]
    reservation: ReservationRow,
    #[diesel(embed)]
    performance: PerformanceRow,
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(embed)]
    venue: VenueRow,
    #[diesel(embed)]
    site: SiteRow,
    #[diesel(select_expression = reservations::changed_at)]
    reservation_changed_at: jiff_diesel::Timestamp,
    #[diesel(select_expression =
        greatest(performances::changed_at, shows::changed_at, venues::changed_at))]
    performance_changed_at: jiff_diesel::Timestamp,
}

impl EntryRow {
    fn entry(self, posters: &Posters) -> Result<OutboxEntry, StoreError> {
        let Self { message, reservation, performance, site, .. } = self;
        let ShowEntry { show, poster } = self.show.entry(posters)?;
        let previous_start = message.transferred_from.or(performance.previous_start);
        let message_to_guests =
            performance.message_to_guests.filter(|_| message.news_of == Some(performance.id));
        Ok(OutboxEntry {
            id: MessageId::new(message.id),
            kind: parse(&message.kind, "outbox.kind")?,
            created_at: message.created_at.to_jiff(),
            failed_attempts: message.failed_attempts.cast_unsigned(),
            unanswered_attempts: message.unanswered_attempts.cast_unsigned(),
            reservation: reservation.reservation()?,
            hold_until: reservation.hold_until.to_jiff(),
            show,
            poster,
            venue: self.venue.venue()?,
            performance: PerformanceId::new(performance.id),
            starts_at: performance.starts_at.to_jiff(),
            previous_start: previous_start.map(jiff_diesel::Timestamp::to_jiff),
            seats_before: message.seats_before.map(seats).transpose()?,
            news_of: message.news_of.map(PerformanceId::new),
            message_to_guests: multiline_text(
                message_to_guests.as_deref(),
                "performances.message_to_guests",
            )?,
            is_cancelled: performance.cancelled_at.is_some(),
            changed_at: self
                .reservation_changed_at
                .to_jiff()
                .max(self.performance_changed_at.to_jiff()),
            doors_at: performance.doors_at.to_jiff(),
            retention: SignedDuration::from_hours(24 * i64::from(site.retention_days)),
            site_name: site.name,
            site_email: site.contact_email,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff, check_for_backend(Pg))]
struct NoticeRow {
    #[diesel(embed)]
    message: MessageRow,
    #[diesel(embed)]
    member: MemberRow,
    locale: String,
    #[diesel(select_expression = staff::password_hash.is_not_null())]
    has_password: bool,
    #[diesel(select_expression = staff::deactivated_at.is_not_null())]
    is_deactivated: bool,
    #[diesel(embed)]
    site: SiteRow,
}

impl NoticeRow {
    fn notice(self) -> Result<StaffNotice, StoreError> {
        let Self { message, site, .. } = self;
        Ok(StaffNotice {
            id: MessageId::new(message.id),
            purpose: parse(&message.kind, "outbox.kind")?,
            failed_attempts: message.failed_attempts.cast_unsigned(),
            unanswered_attempts: message.unanswered_attempts.cast_unsigned(),
            created_at: message.created_at.to_jiff(),
            member: self.member.member()?,
            locale: locale(&self.locale),
            has_password: self.has_password,
            is_deactivated: self.is_deactivated,
            site_name: site.name,
            site_email: site.contact_email,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox, check_for_backend(Pg))]
struct DeliveryRow {
    state: String,
    failed_attempts: i32,
    next_attempt_at: jiff_diesel::Timestamp,
    waits_for: Option<String>,
}

/// How much of a mail server's answer is stored, in characters.
const MAX_PROBLEM_CHARS: usize = 500;

/// The answer of a mail server as a column can hold it: PostgreSQL's `text` has no U+0000.
fn storable(problem: &str) -> String {
    problem.chars().filter(|c| *c != '\0').take(MAX_PROBLEM_CHARS).collect()
}

#[async_trait]
impl Outbox for Store {
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError> {
        let reservation = reservations::table
            .inner_join(performances::table.inner_join(shows::table).inner_join(venues::table));
        let to_guest = outbox::table
            .inner_join(reservation)
            .inner_join(site::table.on(site::only_one))
            .filter(outbox::id.eq(message.uuid()))
            .filter(is_waiting(outbox::state))
            .select(EntryRow::as_select());
        let connection = self.connections.get().await?;
        if let Some(row) = connection.rows::<EntryRow>(to_guest).await?.pop() {
            let posters = posters(&connection, vec![row.show.id]).await?;
            return Ok(Some(Outgoing::ToGuest(Box::new(row.entry(&posters)?))));
        }
        let to_staff = outbox::table
            .inner_join(staff::table)
            .inner_join(site::table.on(site::only_one))
            .filter(outbox::id.eq(message.uuid()))
            .filter(is_waiting(outbox::state))
            .select(NoticeRow::as_select());
        let row: Option<NoticeRow> = connection.rows(to_staff).await?.pop();
        row.map(|row| Ok(Outgoing::ToStaff(Box::new(row.notice()?)))).transpose()
    }

    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Claim>, StoreError> {
        let transaction = self.connections.begin().await?;
        let due = outbox::table
            .filter(is_waiting(outbox::state))
            .filter(outbox::next_attempt_at.le(now.to_diesel()))
            .order((outbox::next_attempt_at, outbox::id))
            .limit(i64::from(limit))
            .select((outbox::id, outbox::claims))
            .for_update()
            .skip_locked();
        let due: Vec<(uuid::Uuid, i32)> = transaction.rows(due).await?;
        if !due.is_empty() {
            let due = outbox::table.filter(outbox::id.eq_any(due.iter().map(|(id, _)| *id)));
            let update = diesel::update(due).set((
                outbox::next_attempt_at.eq(until.to_diesel()),
                outbox::claims.eq(outbox::claims + 1),
                outbox::waits_for.eq(None::<&str>),
            ));
            transaction.run(update).await?;
        }
        transaction.commit().await?;
        let claim = |(id, claims): (uuid::Uuid, i32)| Claim {
            message: MessageId::new(id),
            number: claims.cast_unsigned() + 1,
        };
        Ok(due.into_iter().map(claim).collect())
    }

    async fn renew(&self, claim: Claim, until: Timestamp) -> Result<bool, StoreError> {
        let claimed = outbox::table
            .find(claim.message.uuid())
            .filter(outbox::claims.eq(claim.number.cast_signed()))
            .filter(is_waiting(outbox::state));
        let update = diesel::update(claimed).set(outbox::next_attempt_at.eq(until.to_diesel()));
        Ok(self.connections.run(update).await? > 0)
    }

    async fn end_pauses(
        &self,
        waiting_for: &[WaitsFor],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let pausing = outbox::table
            .filter(is_waiting(outbox::state))
            .filter(outbox::next_attempt_at.gt(now.to_diesel()))
            .filter(outbox::waits_for.eq_any(waiting_for.iter().map(|waits| waits.as_str())));
        let update = diesel::update(pausing).set(outbox::next_attempt_at.eq(now.to_diesel()));
        self.connections.run(update).await
    }

    async fn issue(
        &self,
        reservation: ReservationId,
        to: Option<EmailAddress>,
        issued: Issued,
    ) -> Result<(), StoreError> {
        // A guest who was erased while the message was written gets no new secret. The lock waits
        // for a correction of the address that is being stored; one that comes later ends this
        // secret with the others.
        let reservation = reservations::table
            .find(reservation.uuid())
            .filter(reservations::erased_at.is_null())
            .filter(reservations::email.is_not_distinct_from(to.as_ref().map(EmailAddress::as_str)))
            .select((
                issued.secret.as_bytes().into_sql::<Binary>(),
                issued.ticket.as_bytes().into_sql::<Binary>(),
                reservations::id,
                issued.expires_at.to_diesel().into_sql::<Timestamptz>(),
            ))
            .for_share();
        let insert =
            diesel::insert_into(reservation_secrets::table).values(reservation).into_columns((
                reservation_secrets::secret_hash,
                reservation_secrets::ticket_hash,
                reservation_secrets::reservation_id,
                reservation_secrets::expires_at,
            ));
        match self.connections.run(insert).await? {
            0 => Err(StoreError::Unexpected("the guest has another address by now".into())),
            _ => Ok(()),
        }
    }

    async fn settle(
        &self,
        claim: Claim,
        settlement: Settlement,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let is_sent = settlement == Settlement::Sent;
        let is_failure =
            matches!(settlement, Settlement::Waiting { .. } | Settlement::Refused { .. });
        let (state, problem, pause) = match settlement {
            Settlement::Sent => (MessageState::Sent, None, None),
            Settlement::Waiting { next_attempt_at, waits_for, problem } => {
                (MessageState::Waiting, Some(problem), Some((next_attempt_at, waits_for)))
            }
            Settlement::Postponed { next_attempt_at, problem } => {
                (MessageState::Waiting, Some(problem), Some((next_attempt_at, WaitsFor::Server)))
            }
            Settlement::Refused { problem } => (MessageState::Refused, Some(problem), None),
            Settlement::Dropped => (MessageState::Dropped, None, None),
        };
        let is_unanswered = pause.is_some_and(|(_, waits_for)| waits_for == WaitsFor::Answer);
        // Only the last claim counts, except for the news that the message was sent.
        let message = outbox::table
            .find(claim.message.uuid())
            .filter(is_waiting(outbox::state))
            .filter(outbox::claims.eq(claim.number.cast_signed()).or(is_sent.into_sql::<Bool>()));
        let update = diesel::update(message).set((
            outbox::state.eq(state.as_str()),
            outbox::problem.eq(problem.as_deref().map(storable)),
            pause.map(|(at, _)| outbox::next_attempt_at.eq(at.to_diesel())),
            outbox::waits_for.eq(pause.map(|(_, waits_for)| waits_for.as_str())),
            outbox::settled_at.eq(pause.is_none().then(|| now.to_diesel())),
            outbox::failed_attempts.eq(outbox::failed_attempts + i32::from(is_failure)),
            outbox::unanswered_attempts.eq(outbox::unanswered_attempts + i32::from(is_unanswered)),
        ));
        self.connections.run(update).await?;
        Ok(())
    }

    async fn first_delivery(
        &self,
        reservation: ReservationId,
        now: Timestamp,
    ) -> Result<FirstDelivery, StoreError> {
        let first = outbox::table
            .filter(outbox::reservation_id.eq(reservation.uuid()))
            .order((outbox::created_at, outbox::id))
            .limit(1)
            .select(DeliveryRow::as_select());
        let row: Option<DeliveryRow> = self.connections.row(first).await?;
        Ok(match row {
            Some(row)
                if row.state == MessageState::Refused.as_str() && row.failed_attempts == 1 =>
            {
                FirstDelivery::Failed
            }
            Some(row) if row.failed_attempts > 0 || row.waits_for.is_some() => {
                FirstDelivery::Queued
            }
            Some(row) if row.state == MessageState::Sent.as_str() => FirstDelivery::Sent,
            Some(row)
                if row.state == MessageState::Waiting.as_str()
                    && row.next_attempt_at.to_jiff() > now =>
            {
                FirstDelivery::InProgress
            }
            _ => FirstDelivery::Queued,
        })
    }
}
