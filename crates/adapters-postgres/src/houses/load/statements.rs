//! The statements that lock houses and load what rules look at.

use crate::db::{
    rows::{house_columns, reservation_columns},
    statement::statement,
};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid};

statement! {
    /// Locks houses in the order of their ids, so that two who lock several can't wait for one
    /// another.
    LockHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p")
}

statement! {
    /// The same, leaving out those that somebody else has locked.
    LockFreeHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p SKIP LOCKED")
}

#[cfg(feature = "testing")]
statement! {
    /// The same, locking nothing.
    ReadHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), ", p.changes, p.version FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id")
}

statement! {
    /// Stores lapsed holds as expired. Only then can seats that they held be given to others, so
    /// nobody whose clock is behind takes such a hold for a live one.
    LapseHolds {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE reservations SET status = 'expired', client_hash = NULL, network_hash = NULL \
     WHERE performance_id = ANY($1) AND status = 'pending' AND hold_until <= $2 \
     RETURNING performance_id, seats::bigint AS seats"
}

statement! {
    /// The seats that live reservations hold; lapsed ones have been stored as expired.
    HeldSeats { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT performance_id, sum(seats) AS seats FROM reservations \
     WHERE performance_id = ANY($1) AND status IN ('pending', 'confirmed') \
     GROUP BY performance_id"
}

statement! {
    /// How many of them nobody has confirmed.
    UnconfirmedSeats { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT performance_id, sum(seats) AS seats FROM reservations \
     WHERE performance_id = ANY($1) AND status = 'pending' GROUP BY performance_id"
}

statement! {
    /// The seats that nobody has confirmed, of some clients and networks, in all houses.
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
    /// Has transactions that book much for the same clients or networks follow one another. The
    /// hashes are locked in their order, after the houses, so nobody waits in a circle.
    LockOrigins { hashes: Vec<i64> => Array<BigInt> }
    "SELECT pg_advisory_xact_lock(hash) FROM \
     (SELECT unnest($1) AS hash ORDER BY 1 OFFSET 0) AS wanted"
}

statement! {
    ReservationsById { ids: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", reservation_columns!(), " FROM reservations r WHERE r.id = ANY($1)")
}

// `OFFSET 0` keeps the planner from joining in any other way than by looking up one key after
// the other, which is what a plan made for empty tables would not do.

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
    /// The live reservations of some guests, each with the house it is about.
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
