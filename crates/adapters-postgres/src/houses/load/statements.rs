//! The statements that lock houses and load what the rules need.
//!
//! They stay SQL: most of them read rows from arrays (`unnest`), lock one table of a join, or have
//! lateral joins whose plan must not change.

use crate::db::{
    rows::{house_columns, reservation_columns},
    statement::statement,
};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid};

statement! {
    /// Locks houses in the order of their ids, so that transactions that lock several houses cannot
    /// deadlock.
    LockHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p")
}

statement! {
    /// As [`LockHouses`], but skips the houses that another transaction has locked.
    LockFreeHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p SKIP LOCKED")
}

#[cfg(feature = "testing")]
statement! {
    /// As [`LockHouses`], but without a lock.
    ReadHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id")
}

statement! {
    /// Stores lapsed holds as expired. Their seats can be booked only after that, so a process
    /// whose clock is slow does not count such a hold as live.
    LapseHolds {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE reservations SET status = 'expired', client_hash = NULL, network_hash = NULL \
     WHERE performance_id = ANY($1) AND status = 'pending' AND hold_until <= $2 \
     RETURNING performance_id, seats::bigint AS seats"
}

statement! {
    /// The seats of live reservations. Lapsed holds have been stored as expired.
    HeldSeats { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT performance_id, sum(seats) AS seats FROM reservations \
     WHERE performance_id = ANY($1) AND status IN ('pending', 'confirmed') \
     GROUP BY performance_id"
}

statement! {
    /// The seats of pending reservations.
    UnconfirmedSeats { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT performance_id, sum(seats) AS seats FROM reservations \
     WHERE performance_id = ANY($1) AND status = 'pending' GROUP BY performance_id"
}

statement! {
    /// The unconfirmed seats of some clients and networks in all houses.
    UnconfirmedOfOrigins {
        clients: Vec<i64> => Array<BigInt>,
        networks: Vec<i64> => Array<BigInt>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "SELECT wanted.hash, found.seats FROM unnest($1) AS wanted (hash) \
     CROSS JOIN LATERAL (SELECT coalesce(sum(r.seats), 0) AS seats FROM reservations r \
     WHERE r.client_hash = wanted.hash AND r.status = 'pending' AND r.hold_until > $3) found \
     UNION ALL SELECT wanted.hash, found.seats FROM unnest($2) AS wanted (hash) \
     CROSS JOIN LATERAL (SELECT coalesce(sum(r.seats), 0) AS seats FROM reservations r \
     WHERE r.network_hash = wanted.hash AND r.status = 'pending' AND r.hold_until > $3) found"
}

statement! {
    /// Serializes transactions that book many seats for the same clients or networks. The hashes
    /// are locked in their order and after the houses, so there can be no deadlock.
    LockOrigins { hashes: Vec<i64> => Array<BigInt> }
    "SELECT pg_advisory_xact_lock(hash) FROM \
     (SELECT unnest($1) AS hash ORDER BY 1 OFFSET 0) AS wanted"
}

statement! {
    ReservationsById { ids: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", reservation_columns!(), " FROM reservations r WHERE r.id = ANY($1)")
}

// `OFFSET 0` makes the planner look up one key after the other. A plan that was made for empty
// tables would join in another way.

statement! {
    /// The live reservations of the guests of some reservations.
    ReservationsOfSameGuests { ids: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", reservation_columns!(), " FROM reservations mine \
     CROSS JOIN LATERAL (SELECT * FROM reservations of_house \
     WHERE of_house.performance_id = mine.performance_id \
     AND of_house.email_key = mine.email_key \
     AND of_house.status IN ('pending', 'confirmed') OFFSET 0) r WHERE mine.id = ANY($1)")
}

statement! {
    /// The live reservations of some guests, each in its house.
    ReservationsOfGuests {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        addresses: Vec<String> => Array<Text>,
    }
    concat!("SELECT ", reservation_columns!(), " FROM unnest($1, $2) AS guest (house, address) \
     CROSS JOIN LATERAL (SELECT * FROM reservations of_house \
     WHERE of_house.performance_id = guest.house AND of_house.email_key = guest.address \
     AND of_house.status IN ('pending', 'confirmed') OFFSET 0) r")
}

statement! {
    CheckInsOf { reservations: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT id, reservation_id, seats, at, by_staff_id, client_ref, override_reason, undone_at, \
     undone_by_staff_id FROM check_ins WHERE reservation_id = ANY($1) ORDER BY at, id"
}

statement! {
    Attempts {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        keys: Vec<String> => Array<Text>,
    }
    "SELECT a.performance_id, a.key, a.fingerprint, a.reservation_id, a.code, a.seats, \
     a.hold_until FROM unnest($1, $2) AS wanted (house, key) \
     CROSS JOIN LATERAL (SELECT * FROM booking_attempts made \
     WHERE made.performance_id = wanted.house AND made.key = wanted.key OFFSET 0) a"
}
