//! The messages that are to be sent.

use crate::{
    Store,
    accounts::staff::MemberRow,
    db::{
        error::bad_row,
        rows::{ReservationRow, note, parse, reservation_columns, seats},
        statement::statement,
    },
    programme::browse::{ShowRow, VenueRow, show_columns, venue_columns},
};
use async_trait::async_trait;
use azionelab_application::{
    accounts::StaffNotice,
    houses::Issued,
    mail::{Claim, FirstDelivery, Outbox, OutboxEntry, Outgoing, Settlement, WaitsFor},
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, MessageId, PerformanceId, ReservationId};
use diesel::{
    QueryableByName,
    sql_types::{
        Array, BigInt, Binary, Bool, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid,
    },
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

statement! {
    SelectEntry { id: uuid::Uuid => Uuid }
    concat!("SELECT o.id, o.kind, o.created_at, o.failed_attempts, o.unanswered_attempts, p.starts_at, \
     coalesce(o.transferred_from, p.moved_from) AS moved_from, p.doors_at, o.seats_before, o.news_of, \
     CASE WHEN o.news_of = p.id THEN p.message_to_guests END AS message_to_guests, \
     p.cancelled_at IS NOT NULL AS is_cancelled, \
     greatest(r.changed_at, p.changed_at, s.changed_at, v.changed_at) AS changed_at, \
     site.retention_days, site.name AS site_name, site.contact_email, ",
     reservation_columns!(), ", ", show_columns!(), ", ", venue_columns!(),
     " FROM outbox o JOIN reservations r ON r.id = o.reservation_id \
     JOIN performances p ON p.id = r.performance_id JOIN shows s ON s.id = p.show_id \
     JOIN venues v ON v.id = p.venue_id CROSS JOIN site WHERE o.id = $1 AND o.state = 'waiting'")
}

statement! {
    SelectNotice { id: uuid::Uuid => Uuid }
    "SELECT o.id AS message_id, o.kind, o.failed_attempts, o.unanswered_attempts, o.created_at, \
     s.id, s.name, s.email, s.role, s.locale, s.password_hash IS NOT NULL AS has_password, \
     s.deactivated_at IS NOT NULL AS is_deactivated, site.name AS site_name, site.contact_email \
     FROM outbox o JOIN staff s ON s.id = o.staff_id CROSS JOIN site \
     WHERE o.id = $1 AND o.state = 'waiting'"
}

statement! {
    /// Those that have waited longest come first, in the answer as well; of those that were due at
    /// the same time those that were written first.
    ClaimMessages {
        now: jiff_diesel::Timestamp => Timestamptz,
        until: jiff_diesel::Timestamp => Timestamptz,
        limit: i64 => BigInt,
    }
    "WITH due AS (SELECT id, next_attempt_at FROM outbox \
     WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $3 \
     FOR UPDATE SKIP LOCKED), \
     taken AS (UPDATE outbox SET next_attempt_at = $2, claims = claims + 1, waits_for = NULL \
     FROM due WHERE outbox.id = due.id RETURNING due.id, due.next_attempt_at, outbox.claims) \
     SELECT id, claims FROM taken ORDER BY next_attempt_at, id"
}

statement! {
    RenewClaim {
        id: uuid::Uuid => Uuid,
        number: i32 => Integer,
        until: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE outbox SET next_attempt_at = $3 WHERE id = $1 AND claims = $2 AND state = 'waiting'"
}

statement! {
    EndPauses {
        waiting_for: Vec<&'static str> => Array<Text>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE outbox SET next_attempt_at = $2 WHERE state = 'waiting' AND next_attempt_at > $2 \
     AND waits_for = ANY($1)"
}

statement! {
    /// A letter that was still in hand when its guest was erased brings no secret back.
    IssueSecret {
        secret: Vec<u8> => Binary,
        ticket: Vec<u8> => Binary,
        reservation: uuid::Uuid => Uuid,
        expires_at: jiff_diesel::Timestamp => Timestamptz,
        to: Option<String> => Nullable<Text>,
    }
    // A correction of the address that is being stored is waited for, and one that comes later
    // ends this secret with the others.
    "INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at) \
     SELECT $1, $2, r.id, $4 FROM reservations r \
     WHERE r.id = $3 AND r.erased_at IS NULL AND r.email IS NOT DISTINCT FROM $5 FOR SHARE"
}

statement! {
    /// A message that was sent, refused or dropped stays so. But for the news that it was sent, the
    /// claim has to be the last one.
    SettleMessage {
        id: uuid::Uuid => Uuid,
        state: &'static str => Text,
        problem: Option<String> => Nullable<Text>,
        next_attempt_at: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        failed: i32 => Integer,
        now: jiff_diesel::Timestamp => Timestamptz,
        number: i32 => Integer,
        waits_for: Option<&'static str> => Nullable<Text>,
        unanswered: i32 => Integer,
    }
    "UPDATE outbox SET state = $2, problem = $3, next_attempt_at = coalesce($4, next_attempt_at), \
     failed_attempts = failed_attempts + $5, settled_at = CASE WHEN $2 = 'waiting' THEN NULL \
     ELSE $6 END, waits_for = $8, unanswered_attempts = unanswered_attempts + $9 \
     WHERE id = $1 AND state = 'waiting' AND ($2 = 'sent' OR claims = $7)"
}

statement! {
    FirstMessage { reservation: uuid::Uuid => Uuid }
    "SELECT state, failed_attempts, next_attempt_at, waits_for FROM outbox WHERE reservation_id = $1 \
     ORDER BY created_at, id LIMIT 1"
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Integer)]
    failed_attempts: i32,
    #[diesel(sql_type = Integer)]
    unanswered_attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    starts_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    moved_from: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    seats_before: Option<i16>,
    #[diesel(sql_type = Nullable<Uuid>)]
    news_of: Option<uuid::Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    message_to_guests: Option<String>,
    #[diesel(sql_type = Bool)]
    is_cancelled: bool,
    #[diesel(sql_type = Timestamptz)]
    changed_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Timestamptz)]
    doors_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Integer)]
    retention_days: i32,
    #[diesel(sql_type = Text)]
    site_name: String,
    #[diesel(sql_type = Text)]
    contact_email: String,
    #[diesel(embed)]
    reservation: ReservationRow,
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(embed)]
    venue: VenueRow,
}

impl EntryRow {
    fn entry(self) -> Result<OutboxEntry, StoreError> {
        Ok(OutboxEntry {
            id: MessageId::new(self.id),
            kind: self.kind.parse().map_err(|()| bad_row("outbox.kind"))?,
            created_at: self.created_at.to_jiff(),
            failed_attempts: self.failed_attempts.cast_unsigned(),
            unanswered_attempts: self.unanswered_attempts.cast_unsigned(),
            reservation: self.reservation.reservation()?,
            hold_until: self.reservation.hold_until.to_jiff(),
            show: self.show.show()?,
            venue: self.venue.venue()?,
            performance: PerformanceId::new(self.reservation.performance_id),
            starts_at: self.starts_at.to_jiff(),
            moved_from: self.moved_from.map(jiff_diesel::Timestamp::to_jiff),
            seats_before: self.seats_before.map(seats).transpose()?,
            news_of: self.news_of.map(PerformanceId::new),
            message_to_guests: note(
                self.message_to_guests.as_deref(),
                "performances.message_to_guests",
            )?,
            is_cancelled: self.is_cancelled,
            changed_at: self.changed_at.to_jiff(),
            doors_at: self.doors_at.to_jiff(),
            retention: SignedDuration::from_hours(24 * i64::from(self.retention_days)),
            site_name: self.site_name,
            site_email: self.contact_email,
        })
    }
}

#[derive(QueryableByName)]
struct NoticeRow {
    #[diesel(sql_type = Uuid)]
    message_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Integer)]
    failed_attempts: i32,
    #[diesel(sql_type = Integer)]
    unanswered_attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
    #[diesel(embed)]
    member: MemberRow,
    #[diesel(sql_type = Text)]
    locale: String,
    #[diesel(sql_type = Bool)]
    has_password: bool,
    #[diesel(sql_type = Bool)]
    is_deactivated: bool,
    #[diesel(sql_type = Text)]
    site_name: String,
    #[diesel(sql_type = Text)]
    contact_email: String,
}

impl NoticeRow {
    fn notice(self) -> Result<StaffNotice, StoreError> {
        Ok(StaffNotice {
            id: MessageId::new(self.message_id),
            purpose: self.kind.parse().map_err(|()| bad_row("outbox.kind"))?,
            failed_attempts: self.failed_attempts.cast_unsigned(),
            unanswered_attempts: self.unanswered_attempts.cast_unsigned(),
            created_at: self.created_at.to_jiff(),
            member: self.member.member()?,
            locale: parse(&self.locale, "staff.locale")?,
            has_password: self.has_password,
            is_deactivated: self.is_deactivated,
            site_name: self.site_name,
            site_email: self.contact_email,
        })
    }
}

#[derive(QueryableByName)]
struct DeliveryRow {
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Integer)]
    failed_attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    next_attempt_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Text>)]
    waits_for: Option<String>,
}

#[derive(QueryableByName)]
struct ClaimRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Integer)]
    claims: i32,
}

/// The most of what a mail server answered that is kept, in characters.
const LONGEST_PROBLEM: usize = 500;

/// What a mail server answered, whatever bytes it sent. PostgreSQL's texts hold no U+0000.
fn storable(problem: &str) -> String {
    problem.chars().filter(|c| *c != '\0').take(LONGEST_PROBLEM).collect()
}

#[async_trait]
impl Outbox for Store {
    async fn entry(&self, message: MessageId) -> Result<Option<Outgoing>, StoreError> {
        let id = message.uuid();
        let to_guest: Option<EntryRow> = self.connections.row(SelectEntry { id }).await?;
        if let Some(row) = to_guest {
            return Ok(Some(Outgoing::ToGuest(Box::new(row.entry()?))));
        }
        let to_staff: Option<NoticeRow> = self.connections.row(SelectNotice { id }).await?;
        to_staff.map(|row| Ok(Outgoing::ToStaff(Box::new(row.notice()?)))).transpose()
    }

    async fn claim(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Claim>, StoreError> {
        let claim = ClaimMessages {
            now: now.to_diesel(),
            until: until.to_diesel(),
            limit: i64::from(limit),
        };
        let rows: Vec<ClaimRow> = self.connections.rows(claim).await?;
        let claim = |row: ClaimRow| Claim {
            message: MessageId::new(row.id),
            number: row.claims.cast_unsigned(),
        };
        Ok(rows.into_iter().map(claim).collect())
    }

    async fn renew(&self, claim: Claim, until: Timestamp) -> Result<bool, StoreError> {
        let renew = RenewClaim {
            id: claim.message.uuid(),
            number: claim.number.cast_signed(),
            until: until.to_diesel(),
        };
        Ok(self.connections.run(renew).await? > 0)
    }

    async fn end_pauses(
        &self,
        waiting_for: &[WaitsFor],
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let waiting_for = waiting_for.iter().map(|waits| waits.as_str()).collect();
        Ok(self.connections.run(EndPauses { waiting_for, now: now.to_diesel() }).await?)
    }

    async fn issue(
        &self,
        reservation: ReservationId,
        to: Option<EmailAddress>,
        issued: Issued,
    ) -> Result<(), StoreError> {
        let insert = IssueSecret {
            secret: issued.secret.as_bytes().to_vec(),
            ticket: issued.ticket.as_bytes().to_vec(),
            reservation: reservation.uuid(),
            expires_at: issued.expires_at.to_diesel(),
            to: to.as_ref().map(|to| to.as_str().to_owned()),
        };
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
        let mut settle = SettleMessage {
            id: claim.message.uuid(),
            state: "sent",
            problem: None,
            next_attempt_at: None,
            failed: 0,
            now: now.to_diesel(),
            number: claim.number.cast_signed(),
            waits_for: None,
            unanswered: 0,
        };
        match settlement {
            Settlement::Sent => {}
            Settlement::Waiting { next_attempt_at, waits_for, problem } => {
                settle.state = "waiting";
                settle.next_attempt_at = Some(next_attempt_at.to_diesel());
                settle.waits_for = Some(waits_for.as_str());
                settle.problem = Some(storable(&problem));
                settle.failed = 1;
                settle.unanswered = i32::from(waits_for == WaitsFor::Answer);
            }
            Settlement::Postponed { next_attempt_at, problem } => {
                settle.state = "waiting";
                settle.next_attempt_at = Some(next_attempt_at.to_diesel());
                settle.waits_for = Some(WaitsFor::Server.as_str());
                settle.problem = Some(storable(&problem));
            }
            Settlement::Refused { problem } => {
                settle.state = "refused";
                settle.problem = Some(storable(&problem));
                settle.failed = 1;
            }
            Settlement::Dropped => settle.state = "dropped",
        }
        self.connections.run(settle).await?;
        Ok(())
    }

    async fn first_delivery(
        &self,
        reservation: ReservationId,
        now: Timestamp,
    ) -> Result<FirstDelivery, StoreError> {
        let select = FirstMessage { reservation: reservation.uuid() };
        let row: Option<DeliveryRow> = self.connections.row(select).await?;
        Ok(match row {
            Some(row) if row.state == "refused" && row.failed_attempts == 1 => {
                FirstDelivery::Failed
            }
            Some(row) if row.failed_attempts > 0 || row.waits_for.is_some() => {
                FirstDelivery::Queued
            }
            Some(row) if row.state == "sent" => FirstDelivery::Sent,
            Some(row) if row.state == "waiting" && row.next_attempt_at.to_jiff() > now => {
                FirstDelivery::InProgress
            }
            _ => FirstDelivery::Queued,
        })
    }
}
