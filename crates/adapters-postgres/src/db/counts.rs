//! How things stand, in numbers, for the operator of the site.

use super::{pool::PoolState, statement::statement};
use crate::Store;
use azionelab_application::{ports::StoreError, privacy::PersonalData as _};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Nullable, Timestamptz},
};
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

statement! {
    /// A hold that has lapsed holds nothing, whether or not that was stored yet.
    CountSeats { now: jiff_diesel::Timestamp => Timestamptz }
    "SELECT count(*) AS performances, \
     coalesce(sum(greatest(p.capacity + p.extra - p.occupied, 0)), 0)::bigint AS bookable, \
     coalesce(sum(r.pending), 0)::bigint AS pending, \
     coalesce(sum(r.confirmed), 0)::bigint AS confirmed \
     FROM performances p CROSS JOIN LATERAL (SELECT \
     sum(seats) FILTER (WHERE status = 'pending' AND hold_until > $1) AS pending, \
     sum(seats) FILTER (WHERE status = 'confirmed') AS confirmed FROM reservations \
     WHERE performance_id = p.id AND status IN ('pending', 'confirmed')) r \
     WHERE p.starts_at > $1 AND p.cancelled_at IS NULL"
}

statement! {
    CountMessages {}
    "SELECT count(*) AS waiting, count(*) FILTER (WHERE failed_attempts > 0) AS failing, \
     min(created_at) AS oldest, \
     (SELECT count(*) FROM outbox WHERE state = 'refused') AS refused \
     FROM outbox WHERE state = 'waiting'"
}

#[derive(QueryableByName)]
struct SeatsRow {
    #[diesel(sql_type = BigInt)]
    performances: i64,
    #[diesel(sql_type = BigInt)]
    bookable: i64,
    #[diesel(sql_type = BigInt)]
    pending: i64,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
}

#[derive(QueryableByName)]
struct MessagesRow {
    #[diesel(sql_type = BigInt)]
    waiting: i64,
    #[diesel(sql_type = BigInt)]
    failing: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    oldest: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = BigInt)]
    refused: i64,
}

/// How things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Performances that are yet to begin and were not cancelled.
    pub performances: u64,
    /// Seats that can be booked in all of them, given away or not.
    pub bookable: u64,
    /// Seats in them that are held for who has yet to confirm.
    pub pending: u64,
    /// Seats in them that are confirmed.
    pub confirmed: u64,
    /// Messages that are yet to be sent.
    pub waiting: u64,
    /// Those of them of which an attempt has failed.
    pub failing: u64,
    /// For how long the oldest of them has waited; zero when there is none.
    pub oldest: SignedDuration,
    /// Messages that a mail server refused for ever.
    pub refused: u64,
    /// For how long the oldest personal datum is past its promise; zero when none is.
    pub overdue: SignedDuration,
}

impl Store {
    pub async fn counts(&self, now: Timestamp) -> Result<Counts, StoreError> {
        let loan = self.connections.get().await?;
        let seats = CountSeats { now: now.to_diesel() };
        let seats = loan.rows::<SeatsRow>(seats).await?.into_iter().next();
        let messages = loan.rows::<MessagesRow>(CountMessages {}).await?.into_iter().next();
        let (seats, messages) = seats
            .zip(messages)
            .ok_or_else(|| StoreError::Unexpected("a count answered nothing".into()))?;
        drop(loan);
        let overdue = self.overdue(now).await?;
        let oldest = messages.oldest.map(|oldest| now.duration_since(oldest.to_jiff()));
        Ok(Counts {
            performances: seats.performances.cast_unsigned(),
            bookable: seats.bookable.cast_unsigned(),
            pending: seats.pending.cast_unsigned(),
            confirmed: seats.confirmed.cast_unsigned(),
            waiting: messages.waiting.cast_unsigned(),
            failing: messages.failing.cast_unsigned(),
            oldest: oldest.unwrap_or_default().max(SignedDuration::ZERO),
            refused: messages.refused.cast_unsigned(),
            overdue,
        })
    }

    /// What the connections of each pool are at this moment.
    pub fn pools(&self) -> [PoolState; 3] {
        let [groups, lanes] = self.writer.pools();
        [self.connections.state(), groups, lanes]
    }
}
