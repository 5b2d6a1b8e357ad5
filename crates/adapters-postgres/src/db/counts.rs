//! Numbers for the operator of the site.

use super::{
    functions::{is_refused, is_waiting},
    pool::PoolState,
    schema::outbox,
    statement::statement,
};
use crate::Store;
use azionelab_application::{ports::StoreError, privacy::PersonalData as _};
use diesel::{
    dsl::{count, count_star, min},
    prelude::*,
    sql_types::{BigInt, Timestamptz},
};
use futures_util::try_join;
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

statement! {
    /// The seats of future performances. A lapsed hold counts nothing, even if its reservation is
    /// not yet stored as expired.
    ///
    /// The builder has no lateral joins, and other joins may be planned with a scan of all
    /// reservations.
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

/// How many messages wait, how many of them have failed before, and when the oldest was written.
type MessagesRow = (i64, i64, Option<jiff_diesel::Timestamp>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Future performances that are not cancelled.
    pub performances: u64,
    /// All seats of these performances that can be booked, free or not.
    pub bookable: u64,
    /// Seats of these performances that are held until the guest confirms.
    pub pending: u64,
    /// Seats of these performances that are confirmed.
    pub confirmed: u64,
    /// Messages that are not sent yet.
    pub waiting: u64,
    /// Messages that are not sent yet after at least one failed attempt.
    pub failing: u64,
    /// How long the oldest unsent message has waited, or zero.
    pub oldest: SignedDuration,
    /// Messages that a mail server refused permanently.
    pub refused: u64,
    /// How long the oldest personal data is past its retention time, or zero.
    pub overdue: SignedDuration,
}

impl Store {
    pub async fn counts(&self, now: Timestamp) -> Result<Counts, StoreError> {
        let loan = self.connections.get().await?;
        let waiting = outbox::table.filter(is_waiting(outbox::state)).select((
            count_star(),
            count(outbox::id).aggregate_filter(outbox::failed_attempts.gt(0)),
            min(outbox::created_at),
        ));
        let refused = outbox::table.filter(is_refused(outbox::state)).count();
        let (seats, waiting, refused) = try_join!(
            loan.rows::<SeatsRow>(CountSeats { now: now.to_diesel() }),
            loan.rows::<MessagesRow>(waiting),
            loan.rows::<i64>(refused),
        )?;
        let ([seats], [(waiting, failing, oldest)], [refused]) =
            (&seats[..], &waiting[..], &refused[..])
        else {
            return Err(StoreError::Unexpected("a count returned no row".into()));
        };
        drop(loan);
        let oldest = oldest.map(|oldest| now.duration_since(oldest.to_jiff()));
        Ok(Counts {
            performances: seats.performances.cast_unsigned(),
            bookable: seats.bookable.cast_unsigned(),
            pending: seats.pending.cast_unsigned(),
            confirmed: seats.confirmed.cast_unsigned(),
            waiting: waiting.cast_unsigned(),
            failing: failing.cast_unsigned(),
            oldest: oldest.unwrap_or_default().max(SignedDuration::ZERO),
            refused: refused.cast_unsigned(),
            overdue: self.overdue(now).await?,
        })
    }

    /// The current state of each pool of connections.
    pub fn pools(&self) -> [PoolState; 3] {
        let [batches, queues] = self.writer.pools();
        [self.connections.state(), batches, queues]
    }
}
