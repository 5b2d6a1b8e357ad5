//! Stores edited performances, and adjusts the holds and secrets of their reservations.

use super::Edited;
use crate::db::statement::{run, statement};
use azionelab_domain::PerformanceId;
use diesel::{
    QueryResult,
    sql_types::{Array, BigInt, Integer, Nullable, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use futures_util::join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::BTreeMap;

type Time = jiff_diesel::Timestamp;

statement! {
    EditPerformances {
        performances: Vec<uuid::Uuid> => Array<Uuid>,
        starts_at: Vec<Time> => Array<Timestamptz>,
        previous_start: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        doors_at: Vec<Time> => Array<Timestamptz>,
        opens_at: Vec<Time> => Array<Timestamptz>,
        closes_at: Vec<Time> => Array<Timestamptz>,
        capacities: Vec<i32> => Array<Integer>,
        occupied: Vec<i32> => Array<Integer>,
        extra: Vec<i32> => Array<Integer>,
        cancelled_at: Vec<Option<Time>> => Array<Nullable<Timestamptz>>,
        times: Vec<i64> => Array<BigInt>,
    }
    "UPDATE performances p SET starts_at = new.starts_at, previous_start = new.previous_start, \
     doors_at = new.doors_at, opens_at = new.opens_at, closes_at = new.closes_at, \
     capacity = new.capacity, occupied = new.occupied, extra = new.extra, \
     cancelled_at = new.cancelled_at, version = p.version + new.times \
     FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS new (id, starts_at, previous_start, \
     doors_at, opens_at, closes_at, capacity, occupied, extra, cancelled_at, times) \
     WHERE p.id = new.id"
}

statement! {
    /// No hold ends after the end of booking.
    EndHolds { performances: Vec<uuid::Uuid> => Array<Uuid> }
    "UPDATE reservations r SET hold_until = greatest(r.booked_at, p.closes_at) \
     FROM performances p WHERE p.id = ANY($1) AND r.performance_id = p.id \
     AND r.status = 'pending' AND r.hold_until > p.closes_at"
}

statement! {
    /// The writer's connections forbid hash joins, but the secrets of a whole house need one.
    AllowHashJoins {}
    "SET LOCAL enable_hashjoin = on"
}

statement! {
    /// Valid secrets expire at the usual time after the new start.
    ProlongSecrets {
        performances: Vec<uuid::Uuid> => Array<Uuid>,
        now: Time => Timestamptz,
    }
    "UPDATE reservation_secrets s \
     SET expires_at = p.starts_at + make_interval(hours => 24 * site.retention_days) \
     FROM reservations r JOIN performances p ON p.id = r.performance_id CROSS JOIN site \
     WHERE p.id = ANY($1) AND s.reservation_id = r.id AND s.expires_at > $2"
}

pub(crate) fn edit_performances(edited: &BTreeMap<PerformanceId, Edited>) -> EditPerformances {
    let rows = || edited.values().map(|edited| &edited.performance);
    EditPerformances {
        performances: ids(edited),
        starts_at: rows().map(|row| row.starts_at.to_diesel()).collect(),
        previous_start: rows().map(|row| row.previous_start.map(ToDiesel::to_diesel)).collect(),
        doors_at: rows().map(|row| row.doors_at.to_diesel()).collect(),
        opens_at: rows().map(|row| row.opens_at.to_diesel()).collect(),
        closes_at: rows().map(|row| row.closes_at.to_diesel()).collect(),
        capacities: rows().map(|row| row.seating.capacity.cast_signed()).collect(),
        occupied: rows().map(|row| row.seating.occupied.cast_signed()).collect(),
        extra: rows().map(|row| row.seating.extra.cast_signed()).collect(),
        cancelled_at: rows().map(|row| row.cancelled_at.map(ToDiesel::to_diesel)).collect(),
        times: edited.values().map(|edited| edited.times).collect(),
    }
}

/// Adjusts holds and secrets to edited performances.
pub(crate) async fn follow_performances(
    connection: &AsyncPgConnection,
    edited: &BTreeMap<PerformanceId, Edited>,
    now: Timestamp,
) -> QueryResult<usize> {
    if edited.is_empty() {
        return Ok(0);
    }
    let (ended, allowed, prolonged) = join!(
        run(connection, EndHolds { performances: ids(edited) }),
        run(connection, AllowHashJoins {}),
        run(connection, ProlongSecrets { performances: ids(edited), now: now.to_diesel() }),
    );
    ended.and(allowed).and(prolonged)
}

fn ids(edited: &BTreeMap<PerformanceId, Edited>) -> Vec<uuid::Uuid> {
    edited.keys().map(|id| id.uuid()).collect()
}
