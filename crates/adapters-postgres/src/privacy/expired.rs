//! Guests and messages whose retention has ended.

use crate::db::statement::statement;
use diesel::sql_types::{Array, Timestamptz, Uuid};

/// When the promise to the guests of a performance ends, of `performances p`, `shows s` and `site`.
macro_rules! promised_until {
    () => {
        "p.starts_at + make_interval(mins => coalesce(s.duration_minutes, 0)::integer, \
         hours => 24 * site.retention_days)"
    };
}

statement! {
    /// Locks one performance with guests to erase. The query builder cannot lock one table of a
    /// join, and has no intervals.
    LockExpired { now: jiff_diesel::Timestamp => Timestamptz }
    concat!("SELECT p.id FROM performances p JOIN shows s ON s.id = p.show_id CROSS JOIN site \
     WHERE p.starts_at <= $1 - make_interval(hours => 24 * site.retention_days) AND ",
     promised_until!(), " <= least($1, now()) AND EXISTS (SELECT FROM reservations r \
     WHERE r.performance_id = p.id AND r.erased_at IS NULL) \
     ORDER BY p.starts_at, p.id LIMIT 1 FOR UPDATE OF p SKIP LOCKED")
}

statement! {
    /// The query builder has no intervals.
    OldestExpired { now: jiff_diesel::Timestamp => Timestamptz }
    concat!("SELECT min(", promised_until!(), ") AS promised FROM performances p \
     JOIN shows s ON s.id = p.show_id CROSS JOIN site \
     WHERE p.starts_at <= $1 - make_interval(hours => 24 * site.retention_days) AND ",
     promised_until!(), " <= $1 AND EXISTS (SELECT FROM reservations r \
     WHERE r.performance_id = p.id AND r.erased_at IS NULL)")
}

statement! {
    /// The letters are rows from arrays, which the query builder does not have.
    LettersToErase {
        messages: Vec<uuid::Uuid> => Array<Uuid>,
        written_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "SELECT DISTINCT kept.id FROM unnest($1, $2) AS kept (id, written_at) CROSS JOIN site \
     LEFT JOIN outbox o ON o.id = kept.id LEFT JOIN reservations r ON r.id = o.reservation_id \
     WHERE r.erased_at IS NOT NULL OR (o.id IS NULL \
     AND kept.written_at <= $3 - make_interval(hours => 24 * site.retention_days))"
}
