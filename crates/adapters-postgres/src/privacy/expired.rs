//! What is due to be erased. Set-based statements with data-changing parts: the query builder has
//! none.

use crate::db::statement::statement;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid};

/// When the promise to the guests of a performance ends, of `performances p`, `shows s` and `site`.
macro_rules! promised_until {
    () => {
        "p.starts_at + make_interval(mins => coalesce(s.duration_minutes, 0)::integer, \
         hours => 24 * site.retention_days)"
    };
}

/// The parts of a statement that erase the guests whose ids the part `gone` holds, at `$1`. The last
/// of them is `erased`.
macro_rules! erase {
    () => {
        "secrets AS (DELETE FROM reservation_secrets k USING gone WHERE k.reservation_id = gone.id), \
         messages AS (UPDATE outbox o SET problem = NULL, \
         state = CASE o.state WHEN 'waiting' THEN 'dropped' ELSE o.state END, \
         settled_at = coalesce(o.settled_at, $1) FROM gone WHERE o.reservation_id = gone.id \
         AND (o.state = 'waiting' OR o.problem IS NOT NULL)), \
         reasons AS (UPDATE check_ins c SET override_reason = NULL FROM gone \
         WHERE c.reservation_id = gone.id AND c.override_reason IS NOT NULL), \
         erased AS (UPDATE reservations r SET name = '', email = NULL, email_key = NULL, \
         phone = NULL, note = NULL, access_needs = '{}', client_hash = NULL, network_hash = NULL, \
         erased_at = $1, version = r.version + 1 \
         FROM gone WHERE r.id = gone.id RETURNING r.id)"
    };
}
pub(crate) use erase;

statement! {
    /// The guests of one performance. Its row is locked first, as every change of a house does.
    EraseExpired { now: jiff_diesel::Timestamp => Timestamptz, limit: i64 => BigInt }
    concat!("WITH house AS MATERIALIZED (SELECT p.id FROM performances p \
     JOIN shows s ON s.id = p.show_id CROSS JOIN site \
     WHERE p.starts_at <= $1 - make_interval(hours => 24 * site.retention_days) AND ",
     promised_until!(), " <= least($1, now()) AND EXISTS (SELECT FROM reservations r \
     WHERE r.performance_id = p.id AND r.erased_at IS NULL) \
     ORDER BY p.starts_at, p.id LIMIT 1 FOR UPDATE OF p SKIP LOCKED), \
     gone AS MATERIALIZED (SELECT r.id FROM house JOIN reservations r ON r.performance_id = house.id \
     WHERE r.erased_at IS NULL LIMIT $2), ", erase!(), " SELECT count(*) AS erased FROM erased")
}

statement! {
    /// They are kept for a day only, so there are few.
    ForgetAttempts {}
    "DELETE FROM booking_attempts a USING reservations r \
     WHERE r.id = a.reservation_id AND r.erased_at IS NOT NULL"
}

statement! {
    OldestExpired { now: jiff_diesel::Timestamp => Timestamptz }
    concat!("SELECT min(", promised_until!(), ") AS promised FROM performances p \
     JOIN shows s ON s.id = p.show_id CROSS JOIN site \
     WHERE p.starts_at <= $1 - make_interval(hours => 24 * site.retention_days) AND ",
     promised_until!(), " <= $1 AND EXISTS (SELECT FROM reservations r \
     WHERE r.performance_id = p.id AND r.erased_at IS NULL)")
}

statement! {
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
