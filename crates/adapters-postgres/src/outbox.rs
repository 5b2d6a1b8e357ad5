//! The messages that are to be sent.

use async_trait::async_trait;
use azionelab_application::ports::{
    FirstDelivery, Issued, Outbox, OutboxEntry, Outgoing, Settlement, StaffNotice, StoreError,
};
use azionelab_domain::{MessageId, PerformanceId, ReservationId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Binary, Bool, Integer, Nullable, Text, Timestamptz, Uuid},
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

use crate::{
    Store,
    error::bad_row,
    programme::{ShowRow, VenueRow, show_columns, venue_columns},
    rows::{ReservationRow, parse, reservation_columns},
    sessions::IdRow,
    staff::MemberRow,
    statement::statement,
};

statement! {
    SelectEntry { id: uuid::Uuid => Uuid }
    concat!("SELECT o.id, o.kind, o.failed_attempts, p.starts_at, p.moved_from, p.doors_at, \
     site.retention_days, site.name AS site_name, site.contact_email, ",
     reservation_columns!(), ", ", show_columns!(), ", ", venue_columns!(),
     " FROM outbox o JOIN reservations r ON r.id = o.reservation_id \
     JOIN performances p ON p.id = r.performance_id JOIN shows s ON s.id = p.show_id \
     JOIN venues v ON v.id = p.venue_id CROSS JOIN site WHERE o.id = $1 AND o.state = 'waiting'")
}

statement! {
    SelectNotice { id: uuid::Uuid => Uuid }
    "SELECT o.id AS message_id, o.kind, o.failed_attempts, o.created_at, s.id, s.name, s.email, \
     s.role, s.locale, s.password_hash IS NOT NULL AS has_password, \
     s.deactivated_at IS NOT NULL AS is_deactivated, site.name AS site_name, site.contact_email \
     FROM outbox o JOIN staff s ON s.id = o.staff_id CROSS JOIN site \
     WHERE o.id = $1 AND o.state = 'waiting'"
}

statement! {
    /// Those that have waited longest come first, in the answer as well.
    ClaimMessages {
        now: jiff_diesel::Timestamp => Timestamptz,
        until: jiff_diesel::Timestamp => Timestamptz,
        limit: i64 => BigInt,
    }
    "WITH due AS (SELECT id, next_attempt_at FROM outbox \
     WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY next_attempt_at LIMIT $3 \
     FOR UPDATE SKIP LOCKED), \
     taken AS (UPDATE outbox SET next_attempt_at = $2 FROM due WHERE outbox.id = due.id \
     RETURNING due.id, due.next_attempt_at) \
     SELECT id FROM taken ORDER BY next_attempt_at, id"
}

statement! {
    IssueSecret {
        secret: Vec<u8> => Binary,
        ticket: Vec<u8> => Binary,
        reservation: uuid::Uuid => Uuid,
        expires_at: jiff_diesel::Timestamp => Timestamptz,
    }
    "INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at) \
     VALUES ($1, $2, $3, $4)"
}

statement! {
    /// A message that was sent, refused or dropped stays so.
    SettleMessage {
        id: uuid::Uuid => Uuid,
        state: &'static str => Text,
        problem: Option<String> => Nullable<Text>,
        next_attempt_at: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        failed: i32 => Integer,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE outbox SET state = $2, problem = $3, next_attempt_at = coalesce($4, next_attempt_at), \
     failed_attempts = failed_attempts + $5, settled_at = CASE WHEN $2 = 'waiting' THEN NULL \
     ELSE $6 END WHERE id = $1 AND state = 'waiting'"
}

statement! {
    FirstMessage { reservation: uuid::Uuid => Uuid }
    "SELECT state, failed_attempts, next_attempt_at FROM outbox WHERE reservation_id = $1 \
     ORDER BY created_at, id LIMIT 1"
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Integer)]
    failed_attempts: i32,
    #[diesel(sql_type = Timestamptz)]
    starts_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    moved_from: Option<jiff_diesel::Timestamp>,
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
            failed_attempts: self.failed_attempts.cast_unsigned(),
            reservation: self.reservation.reservation()?,
            hold_until: self.reservation.hold_until.to_jiff(),
            show: self.show.show()?,
            venue: self.venue.venue()?,
            performance: PerformanceId::new(self.reservation.performance_id),
            starts_at: self.starts_at.to_jiff(),
            moved_from: self.moved_from.map(jiff_diesel::Timestamp::to_jiff),
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
    ) -> Result<Vec<MessageId>, StoreError> {
        let claim = ClaimMessages {
            now: now.to_diesel(),
            until: until.to_diesel(),
            limit: i64::from(limit),
        };
        let rows: Vec<IdRow> = self.connections.rows(claim).await?;
        Ok(rows.into_iter().map(|row| MessageId::new(row.id)).collect())
    }

    async fn issue(&self, reservation: ReservationId, issued: Issued) -> Result<(), StoreError> {
        let insert = IssueSecret {
            secret: issued.secret.as_bytes().to_vec(),
            ticket: issued.ticket.as_bytes().to_vec(),
            reservation: reservation.uuid(),
            expires_at: issued.expires_at.to_diesel(),
        };
        self.connections.run(insert).await?;
        Ok(())
    }

    async fn settle(
        &self,
        message: MessageId,
        settlement: Settlement,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (state, problem, next_attempt_at) = match settlement {
            Settlement::Sent => ("sent", None, None),
            Settlement::Waiting { next_attempt_at, problem } => {
                ("waiting", Some(problem), Some(next_attempt_at.to_diesel()))
            }
            Settlement::Refused { problem } => ("refused", Some(problem), None),
            Settlement::Dropped => ("dropped", None, None),
        };
        let settle = SettleMessage {
            id: message.uuid(),
            state,
            failed: i32::from(problem.is_some()),
            problem: problem.as_deref().map(storable),
            next_attempt_at,
            now: now.to_diesel(),
        };
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
            Some(row) if row.failed_attempts > 0 => FirstDelivery::Queued,
            Some(row) if row.state == "sent" => FirstDelivery::Sent,
            Some(row) if row.state == "waiting" && row.next_attempt_at.to_jiff() > now => {
                FirstDelivery::InHand
            }
            _ => FirstDelivery::Queued,
        })
    }
}
