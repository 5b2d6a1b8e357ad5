//! Messages that later ones replace: news of a performance, and changes of seats.

use crate::db::statement::{run, statement};
use azionelab_application::houses::{Announcement, Message};
use azionelab_domain::{MultilineText, PerformanceId, ReservationId};
use diesel::{
    QueryResult,
    sql_types::{Array, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::BTreeMap;

type Time = jiff_diesel::Timestamp;

/// Whether no worker is sending the message `outbox o` at `$1`, so that it can be replaced.
macro_rules! not_being_sent {
    () => {
        "o.state = 'waiting' AND (o.claims = 0 OR o.waits_for IS NOT NULL OR o.next_attempt_at <= $1)"
    };
}

statement! {
    /// A message that replaces an earlier one tells the number of seats before the earlier one,
    /// unless that may have arrived. It is sent at the time of the earlier one. A message after one
    /// that was sent waits for a minute, so that several changes become one message.
    TellOfSeats {
        now: Time => Timestamptz,
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        reservations: Vec<uuid::Uuid> => Array<Uuid>,
        seats_before: Vec<Option<i16>> => Array<Nullable<SmallInt>>,
    }
    concat!("WITH news AS (SELECT * FROM unnest($2, $3, $4) AS news (id, reservation, seats_before)), \
     replaced AS (UPDATE outbox o SET state = 'dropped', settled_at = $1 FROM news \
     WHERE o.reservation_id = news.reservation AND o.kind = 'seats_changed' AND ", not_being_sent!(),
     " RETURNING o.reservation_id, o.seats_before, o.unanswered_attempts, \
     CASE o.claims WHEN 0 THEN o.next_attempt_at ELSE $1 END AS due_at), \
     earlier AS (SELECT reservation_id, min(due_at) AS due_at, \
     min(seats_before) FILTER (WHERE unanswered_attempts = 0) AS seats_before \
     FROM replaced GROUP BY reservation_id) \
     INSERT INTO outbox (id, reservation_id, kind, seats_before, created_at, next_attempt_at) \
     SELECT news.id, news.reservation, 'seats_changed', \
     coalesce(earlier.seats_before, news.seats_before), $1, \
     coalesce(earlier.due_at, greatest($1, (SELECT max(o.created_at) + interval '1 minute' \
     FROM outbox o WHERE o.reservation_id = news.reservation AND o.kind = 'seats_changed' \
     AND o.state <> 'dropped'))) \
     FROM news LEFT JOIN earlier ON earlier.reservation_id = news.reservation")
}

statement! {
    /// Writes to every guest with an e-mail address who holds seats. The message tells the last
    /// start that the guest knows.
    Announce {
        now: Time => Timestamptz,
        performances: Vec<uuid::Uuid> => Array<Uuid>,
        kinds: Vec<&'static str> => Array<Text>,
        messages: Vec<Option<String>> => Array<Nullable<Text>>,
    }
    concat!("WITH news AS (SELECT * FROM unnest($2, $3, $4) AS news (performance, kind, message)), \
     stored AS (UPDATE performances p SET message_to_guests = news.message FROM news \
     WHERE p.id = news.performance), \
     replaced AS (UPDATE outbox o SET state = 'dropped', settled_at = $1 \
     FROM news JOIN reservations r ON r.performance_id = news.performance \
     WHERE o.reservation_id = r.id AND o.news_of = news.performance AND o.kind = 'moved' AND ",
     not_being_sent!(), " RETURNING o.reservation_id, o.transferred_from, o.unanswered_attempts) \
     INSERT INTO outbox (id, reservation_id, kind, next_attempt_at, created_at, news_of, \
     transferred_from) \
     SELECT uuid_v7($1), r.id, news.kind, $1, $1, news.performance, \
     CASE news.kind WHEN 'moved' THEN coalesce((SELECT replaced.transferred_from FROM replaced \
     WHERE replaced.reservation_id = r.id AND replaced.unanswered_attempts = 0 LIMIT 1), \
     p.previous_start) END \
     FROM news JOIN performances p ON p.id = news.performance \
     JOIN reservations r ON r.performance_id = news.performance AND r.email IS NOT NULL \
     AND (r.status = 'confirmed' OR (r.status = 'pending' AND r.hold_until > $1))")
}

/// Stores messages about changed seats. They replace earlier ones that are not being sent.
pub(crate) async fn tell_of_seats(
    connection: &AsyncPgConnection,
    messages: &BTreeMap<ReservationId, Message>,
    now: Timestamp,
) -> QueryResult<usize> {
    if messages.is_empty() {
        return Ok(0);
    }
    let tell = TellOfSeats {
        now: now.to_diesel(),
        ids: messages.values().map(|message| message.id.uuid()).collect(),
        reservations: messages.keys().map(|id| id.uuid()).collect(),
        seats_before: messages
            .values()
            .map(|message| message.seats_before.map(|seats| seats.get().cast_signed()))
            .collect(),
    };
    run(connection, tell).await
}

/// Stores news of performances. They replace earlier news that are not being sent.
pub(crate) async fn announce(
    connection: &AsyncPgConnection,
    announcements: BTreeMap<PerformanceId, Announcement>,
    now: Timestamp,
) -> QueryResult<usize> {
    if announcements.is_empty() {
        return Ok(0);
    }
    let news = || announcements.values();
    let announce = Announce {
        now: now.to_diesel(),
        performances: announcements.keys().map(|id| id.uuid()).collect(),
        kinds: news().map(|news| news.kind.as_str()).collect(),
        messages: news()
            .map(|n| n.message.as_ref().map(MultilineText::as_str).map(str::to_owned))
            .collect(),
    };
    run(connection, announce).await
}
