//! The statements that store rows. Their rows come from arrays, so they stay SQL.

use crate::db::statement::{run, statement};
use azionelab_application::houses::Message;
use azionelab_domain::{
    AccessNeeds, Attempt, CheckIn, CheckInId, EmailAddress, Guest, MultilineText, PerformanceId,
    PersonName, PhoneNumber, Reservation, ReservationId, Status,
};
use diesel::{
    QueryResult,
    sql_types::{Array, BigInt, Binary, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::BTreeMap;

type Time = jiff_diesel::Timestamp;

statement! {
    InsertReservations {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        performances: Vec<uuid::Uuid> => Array<Uuid>,
        codes: Vec<String> => Array<Text>,
        statuses: Vec<&'static str> => Array<Text>,
        seats: Vec<i16> => Array<SmallInt>,
        names: Vec<String> => Array<Text>,
        emails: Vec<Option<String>> => Array<Nullable<Text>>,
        email_keys: Vec<Option<String>> => Array<Nullable<Text>>,
        phones: Vec<Option<String>> => Array<Nullable<Text>>,
        notes: Vec<Option<String>> => Array<Nullable<Text>>,
        access_needs: Vec<String> => Array<Text>,
        sources: Vec<&'static str> => Array<Text>,
        locales: Vec<&'static str> => Array<Text>,
        hold_until: Vec<Time> => Array<Timestamptz>,
        booked_at: Vec<Time> => Array<Timestamptz>,
        confirmed_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        cancelled_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        client_hashes: Vec<Option<i64>> => Array<Nullable<BigInt>>,
        network_hashes: Vec<Option<i64>> => Array<Nullable<BigInt>>,
    }
    // `unnest` flattens arrays of arrays, so the access needs are sent as a text with commas.
    "INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, \
     phone, notes, access_needs, source, locale, hold_until, booked_at, confirmed_at, cancelled_at, \
     client_hash, network_hash) \
     SELECT id, performance_id, code, status, seats, name, email, email_key, phone, notes, \
     string_to_array(access_needs, ','), source, locale, hold_until, booked_at, confirmed_at, \
     cancelled_at, client_hash, network_hash \
     FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19) \
     AS new (id, performance_id, code, status, seats, name, email, email_key, phone, notes, \
     access_needs, source, locale, hold_until, booked_at, confirmed_at, cancelled_at, client_hash, \
     network_hash)"
}

statement! {
    UpdateReservations {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        statuses: Vec<&'static str> => Array<Text>,
        seats: Vec<i16> => Array<SmallInt>,
        confirmed_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        cancelled_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
    }
    "UPDATE reservations r SET status = new.status, seats = new.seats, \
     confirmed_at = new.confirmed_at, cancelled_at = new.cancelled_at, \
     client_hash = CASE WHEN new.status = 'pending' THEN r.client_hash END, \
     network_hash = CASE WHEN new.status = 'pending' THEN r.network_hash END, \
     version = r.version + 1 \
     FROM unnest($1, $2, $3, $4, $5) AS new (id, status, seats, confirmed_at, cancelled_at) \
     WHERE r.id = new.id"
}

statement! {
    /// A hold that has ended keeps its time.
    ChangeHolds {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        statuses: Vec<&'static str> => Array<Text>,
        hold_until: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
    }
    "UPDATE reservations r SET status = new.status, \
     hold_until = coalesce(new.hold_until, r.hold_until) \
     FROM unnest($1, $2, $3) AS new (id, status, hold_until) WHERE r.id = new.id"
}

statement! {
    CorrectGuests {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        names: Vec<String> => Array<Text>,
        emails: Vec<Option<String>> => Array<Nullable<Text>>,
        email_keys: Vec<Option<String>> => Array<Nullable<Text>>,
        phones: Vec<Option<String>> => Array<Nullable<Text>>,
        notes: Vec<Option<String>> => Array<Nullable<Text>>,
        access_needs: Vec<String> => Array<Text>,
        locales: Vec<&'static str> => Array<Text>,
    }
    "UPDATE reservations r SET name = new.name, email = new.email, email_key = new.email_key, \
     phone = new.phone, notes = new.notes, access_needs = string_to_array(new.access_needs, ','), \
     locale = new.locale, version = r.version + 1 \
     FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) \
     AS new (id, name, email, email_key, phone, notes, access_needs, locale) WHERE r.id = new.id"
}

statement! {
    /// Its secrets stay valid as long as those of the new house.
    TransferReservation {
        id: uuid::Uuid => Uuid,
        performance: uuid::Uuid => Uuid,
        links_expire_at: Time => Timestamptz,
    }
    "WITH transferred AS (UPDATE reservations SET performance_id = $2, version = version + 1 \
     WHERE id = $1 RETURNING id) \
     UPDATE reservation_secrets k SET expires_at = greatest(k.expires_at, $3) \
     FROM transferred WHERE k.reservation_id = transferred.id"
}

statement! {
    /// Ends the links and tickets of earlier messages.
    EndSecrets {
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        now: Time => Timestamptz,
    }
    "UPDATE reservation_secrets SET ended_at = $2 \
     WHERE reservation_id = ANY($1) AND ended_at IS NULL"
}

statement! {
    InsertSecrets {
        secret_hashes: Vec<Vec<u8>> => Array<Binary>,
        ticket_hashes: Vec<Vec<u8>> => Array<Binary>,
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        expires_at: Vec<Time> => Array<Timestamptz>,
    }
    "INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at) \
     SELECT * FROM unnest($1, $2, $3, $4)"
}

statement! {
    InsertMessages {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        kinds: Vec<&'static str> => Array<Text>,
        next_attempt_at: Vec<Time> => Array<Timestamptz>,
        transferred_from: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        created_at: Time => Timestamptz,
    }
    "INSERT INTO outbox (id, reservation_id, kind, next_attempt_at, transferred_from, created_at) \
     SELECT *, $6 FROM unnest($1, $2, $3, $4, $5)"
}

statement! {
    InsertAttempts {
        performances: Vec<uuid::Uuid> => Array<Uuid>,
        keys: Vec<String> => Array<Text>,
        fingerprints: Vec<Vec<u8>> => Array<Binary>,
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        codes: Vec<String> => Array<Text>,
        seats: Vec<i16> => Array<SmallInt>,
        hold_until: Vec<Time> => Array<Timestamptz>,
        made_at: Time => Timestamptz,
    }
    "INSERT INTO booking_attempts (performance_id, key, fingerprint, reservation_id, code, seats, \
     hold_until, made_at) SELECT *, $8 FROM unnest($1, $2, $3, $4, $5, $6, $7)"
}

statement! {
    /// Stores new and undone check-ins.
    StoreCheckIns {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        seats: Vec<i16> => Array<SmallInt>,
        at: Vec<Time> => Array<Timestamptz>,
        by: Vec<uuid::Uuid> => Array<Uuid>,
        client_refs: Vec<Option<String>> => Array<Nullable<Text>>,
        override_reasons: Vec<Option<String>> => Array<Nullable<Text>>,
        undone_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        undone_by: Vec<Option<uuid::Uuid>> => Array<Nullable<Uuid>>,
    }
    "INSERT INTO check_ins (id, reservation_id, seats, at, by_staff_id, client_ref, \
     override_reason, undone_at, undone_by_staff_id) \
     SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) \
     ON CONFLICT (id) DO UPDATE SET undone_at = excluded.undone_at, \
     undone_by_staff_id = excluded.undone_by_staff_id"
}

pub(crate) fn insert_reservations(
    booked: BTreeMap<ReservationId, Reservation>,
) -> InsertReservations {
    let size = booked.len();
    let mut rows = InsertReservations {
        ids: Vec::with_capacity(size),
        performances: Vec::with_capacity(size),
        codes: Vec::with_capacity(size),
        statuses: Vec::with_capacity(size),
        seats: Vec::with_capacity(size),
        names: Vec::with_capacity(size),
        emails: Vec::with_capacity(size),
        email_keys: Vec::with_capacity(size),
        phones: Vec::with_capacity(size),
        notes: Vec::with_capacity(size),
        access_needs: Vec::with_capacity(size),
        sources: Vec::with_capacity(size),
        locales: Vec::with_capacity(size),
        hold_until: Vec::with_capacity(size),
        booked_at: Vec::with_capacity(size),
        confirmed_at: Vec::with_capacity(size),
        cancelled_at: Vec::with_capacity(size),
        client_hashes: Vec::with_capacity(size),
        network_hashes: Vec::with_capacity(size),
    };
    for reservation in booked.into_values() {
        let hold_until = match reservation.status {
            Status::Pending { hold_until } => hold_until,
            // It was confirmed or cancelled at once, so it never was a hold.
            _ => reservation.booked_at,
        };
        let guest = reservation.guest;
        rows.ids.push(reservation.id.uuid());
        rows.performances.push(reservation.performance.uuid());
        rows.codes.push(reservation.code.as_str().to_owned());
        rows.statuses.push(reservation.status.kind().as_str());
        rows.seats.push(reservation.seats.get().cast_signed());
        rows.names.push(guest.name.as_ref().map_or("", PersonName::as_str).to_owned());
        rows.email_keys.push(guest.email_key().map(str::to_owned));
        rows.emails.push(guest.email.as_ref().map(EmailAddress::as_str).map(str::to_owned));
        rows.phones.push(guest.phone.as_ref().map(PhoneNumber::as_str).map(str::to_owned));
        rows.notes.push(guest.notes.as_ref().map(MultilineText::as_str).map(str::to_owned));
        rows.access_needs.push(joined(&guest.access_needs));
        rows.sources.push(reservation.source.as_str());
        rows.locales.push(guest.locale.tag());
        rows.hold_until.push(hold_until.to_diesel());
        rows.booked_at.push(reservation.booked_at.to_diesel());
        rows.confirmed_at.push(reservation.confirmed_at.map(ToDiesel::to_diesel));
        rows.cancelled_at.push(reservation.cancelled_at.map(ToDiesel::to_diesel));
        let origin = reservation.origin;
        rows.client_hashes.push(origin.map(|origin| origin.client.stored()));
        rows.network_hashes.push(origin.map(|origin| origin.network.stored()));
    }
    rows
}

pub(crate) fn update_reservations(
    updated: &BTreeMap<ReservationId, Reservation>,
) -> UpdateReservations {
    let rows = || updated.values();
    UpdateReservations {
        ids: rows().map(|row| row.id.uuid()).collect(),
        statuses: rows().map(|row| row.status.kind().as_str()).collect(),
        seats: rows().map(|row| row.seats.get().cast_signed()).collect(),
        confirmed_at: rows().map(|row| row.confirmed_at.map(ToDiesel::to_diesel)).collect(),
        cancelled_at: rows().map(|row| row.cancelled_at.map(ToDiesel::to_diesel)).collect(),
    }
}

pub(crate) fn change_holds(held: &BTreeMap<ReservationId, Reservation>) -> ChangeHolds {
    let rows = || held.values();
    ChangeHolds {
        ids: rows().map(|row| row.id.uuid()).collect(),
        statuses: rows().map(|row| row.status.kind().as_str()).collect(),
        hold_until: rows()
            .map(|row| match row.status {
                Status::Pending { hold_until } => Some(hold_until.to_diesel()),
                _ => None,
            })
            .collect(),
    }
}

pub(crate) fn correct_guests(corrected: &BTreeMap<ReservationId, Guest>) -> CorrectGuests {
    let rows = || corrected.values();
    let text = |text: Option<&str>| text.map(str::to_owned);
    CorrectGuests {
        ids: corrected.keys().map(|id| id.uuid()).collect(),
        names: rows()
            .map(|guest| guest.name.as_ref().map_or("", PersonName::as_str).to_owned())
            .collect(),
        emails: rows().map(|guest| text(guest.email.as_ref().map(EmailAddress::as_str))).collect(),
        email_keys: rows().map(|guest| guest.email_key().map(str::to_owned)).collect(),
        phones: rows().map(|guest| text(guest.phone.as_ref().map(PhoneNumber::as_str))).collect(),
        notes: rows().map(|guest| text(guest.notes.as_ref().map(MultilineText::as_str))).collect(),
        access_needs: rows().map(|guest| joined(&guest.access_needs)).collect(),
        locales: rows().map(|guest| guest.locale.tag()).collect(),
    }
}

fn joined(needs: &AccessNeeds) -> String {
    needs.iter().map(|need| need.as_str()).collect::<Vec<_>>().join(",")
}

pub(crate) fn store_check_ins(
    check_ins: &BTreeMap<CheckInId, (ReservationId, CheckIn)>,
) -> StoreCheckIns {
    let rows = || check_ins.values().map(|(_, row)| row);
    let text = |text: &str| text.to_owned();
    StoreCheckIns {
        ids: rows().map(|row| row.id.uuid()).collect(),
        reservations: check_ins.values().map(|(of, _)| of.uuid()).collect(),
        seats: rows().map(|row| row.seats.get().cast_signed()).collect(),
        at: rows().map(|row| row.at.to_diesel()).collect(),
        by: rows().map(|row| row.by.uuid()).collect(),
        client_refs: rows().map(|row| row.client_ref.as_ref().map(|r| text(r.as_str()))).collect(),
        override_reasons: rows()
            .map(|row| row.override_reason.as_ref().map(|reason| text(reason.as_str())))
            .collect(),
        undone_at: rows().map(|row| row.undone.map(|undone| undone.at.to_diesel())).collect(),
        undone_by: rows().map(|row| row.undone.map(|undone| undone.by.uuid())).collect(),
    }
}

/// Transfers a reservation to a performance whose links expire at this time.
pub(crate) async fn transfer(
    connection: &AsyncPgConnection,
    transferred: Option<(ReservationId, PerformanceId, Timestamp)>,
) -> QueryResult<usize> {
    let Some((id, performance, links_expire_at)) = transferred else { return Ok(0) };
    let (id, performance) = (id.uuid(), performance.uuid());
    let links_expire_at = links_expire_at.to_diesel();
    run(connection, TransferReservation { id, performance, links_expire_at }).await
}

/// Ends the links and tickets of some reservations.
pub(crate) async fn end_secrets(
    connection: &AsyncPgConnection,
    ended: &[ReservationId],
    now: Timestamp,
) -> QueryResult<usize> {
    if ended.is_empty() {
        return Ok(0);
    }
    let reservations = ended.iter().map(|id| id.uuid()).collect();
    run(connection, EndSecrets { reservations, now: now.to_diesel() }).await
}

pub(crate) async fn insert_secrets(
    connection: &AsyncPgConnection,
    messages: &[Message],
) -> QueryResult<usize> {
    let rows: Vec<_> =
        messages.iter().filter_map(|message| Some((message, message.issued?))).collect();
    if rows.is_empty() {
        return Ok(0);
    }
    let insert = InsertSecrets {
        secret_hashes: rows.iter().map(|(_, issued)| issued.secret.as_bytes().to_vec()).collect(),
        ticket_hashes: rows.iter().map(|(_, issued)| issued.ticket.as_bytes().to_vec()).collect(),
        reservations: rows.iter().map(|(message, _)| message.reservation.uuid()).collect(),
        expires_at: rows.iter().map(|(_, issued)| issued.expires_at.to_diesel()).collect(),
    };
    run(connection, insert).await
}

pub(crate) async fn insert_messages(
    connection: &AsyncPgConnection,
    messages: &[Message],
    now: Timestamp,
) -> QueryResult<usize> {
    if messages.is_empty() {
        return Ok(0);
    }
    let insert = InsertMessages {
        ids: messages.iter().map(|message| message.id.uuid()).collect(),
        reservations: messages.iter().map(|message| message.reservation.uuid()).collect(),
        kinds: messages.iter().map(|message| message.kind.as_str()).collect(),
        next_attempt_at: messages.iter().map(|m| m.next_attempt_at.to_diesel()).collect(),
        transferred_from: messages
            .iter()
            .map(|message| message.transferred_from.map(ToDiesel::to_diesel))
            .collect(),
        created_at: now.to_diesel(),
    };
    run(connection, insert).await
}

pub(crate) async fn insert_attempts(
    connection: &AsyncPgConnection,
    attempts: Vec<(PerformanceId, Attempt)>,
    now: Timestamp,
) -> QueryResult<usize> {
    if attempts.is_empty() {
        return Ok(0);
    }
    let rows = || attempts.iter().map(|(_, attempt)| attempt);
    let insert = InsertAttempts {
        performances: attempts.iter().map(|(performance, _)| performance.uuid()).collect(),
        keys: rows().map(|row| row.key.as_str().to_owned()).collect(),
        fingerprints: rows().map(|row| row.fingerprint.as_bytes().to_vec()).collect(),
        reservations: rows().map(|row| row.reservation.uuid()).collect(),
        codes: rows().map(|row| row.code.as_str().to_owned()).collect(),
        seats: rows().map(|row| row.seats.get().cast_signed()).collect(),
        hold_until: rows().map(|row| row.hold_until.to_diesel()).collect(),
        made_at: now.to_diesel(),
    };
    run(connection, insert).await
}
