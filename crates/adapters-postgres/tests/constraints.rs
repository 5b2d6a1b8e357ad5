//! The constraints of the database. They repeat the invariants of the domain.

use diesel::result::{
    DatabaseErrorKind::{
        self, CheckViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation,
    },
    Error,
};
use diesel_async::SimpleAsyncConnection;
use jiff::SignedDuration;

use crate::world::{Booking, World, check_in, now, party, secret};

/// A database with a row in each table.
async fn world() -> World {
    let world = World::with_houses(&[10, 10]).await;
    let by = world.staff().await;
    let end = now() + SignedDuration::from_hours(1);
    world.open(secret().hash(), by, end).await;
    let booking = world.book_and_confirm(Booking::of(2).with_key("key", "two")).await;
    world.change(check_in(&party(booking.id, 1, by))).await.unwrap();
    world
        .execute(
            "INSERT INTO pages (slug, title, body) VALUES ('page', 'Page', ''); \
             INSERT INTO recovery_codes SELECT id, sha256('c') FROM staff; \
             INSERT INTO staff_links SELECT sha256('l'), id, 'invitation', now() FROM staff; \
             INSERT INTO images VALUES (sha256('x'), 1, 1, 'x')",
        )
        .await;
    world
}

impl World {
    /// Runs a statement and rolls it back.
    async fn refusal(&self, sql: &str) -> Option<(DatabaseErrorKind, String)> {
        let mut connection = self.database.hold("BEGIN").await;
        match connection.batch_execute(sql).await {
            Ok(()) => None,
            Err(Error::DatabaseError(kind, why)) => Some((kind, why.message().to_owned())),
            Err(other) => panic!("{sql}: {other}"),
        }
    }

    /// Sets a column of one row to each of these values.
    async fn holds_only(&self, table: &str, column: &str, good: &[&str], bad: &[&str]) {
        let set = |value| {
            format!(
                "UPDATE {table} SET {column} = {value} \
                 WHERE ctid = (SELECT min(ctid) FROM {table})"
            )
        };
        for value in good {
            let refused = self.refusal(&set(value)).await;
            assert!(refused.is_none(), "{table}.{column} = {value}: {refused:?}");
        }
        for value in bad {
            self.assert_refused(&set(value), CheckViolation).await;
        }
    }

    async fn assert_refused(&self, sql: &str, wanted: DatabaseErrorKind) {
        match self.refusal(sql).await {
            Some((kind, _)) if std::mem::discriminant(&kind) == std::mem::discriminant(&wanted) => {
            }
            other => panic!("{sql}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn each_column_accepts_only_valid_values() {
    let world = world().await;
    for (table, column, good, bad) in [
        ("reservations", "seats", vec!["1", "1000"], vec!["0", "-1", "1001"]),
        ("reservations", "status", vec!["'expired'"], vec!["'gone'", "'CONFIRMED'", "''"]),
        (
            "reservations",
            "code",
            vec!["'K7QF3M'", "'222222'"],
            vec![
                "'K7QF3'",
                "'K7QF3MM'",
                "'k7qf3m'",
                "'K7QF30'",
                "'K7QF3O'",
                "'K7QF3I'",
                "'K7QF3L'",
            ],
        ),
        ("reservations", "name", vec!["repeat('è', 100)"], vec!["''", "repeat('è', 101)"]),
        ("reservations", "email", vec!["'a@b'"], vec!["''", "repeat('a', 255)"]),
        (
            "reservations",
            "notes",
            vec!["NULL", "repeat('è', 1000)"],
            vec!["''", "repeat('è', 1001)"],
        ),
        ("reservations", "phone", vec!["NULL", "'12345'"], vec!["''", "repeat('1', 31)"]),
        (
            "reservations",
            "access_needs",
            vec!["'{}'", "'{companion,wheelchair_place,hearing_loop}'"],
            vec!["'{piano}'", "'{NULL}'"],
        ),
        ("reservations", "locale", vec!["'it'", "'pt-BR'"], vec!["'italiano'", "'IT'", "''"]),
        ("reservations", "hold_until", vec!["booked_at"], vec!["booked_at - interval '1 second'"]),
        ("reservation_secrets", "secret_hash", vec!["sha256('x')"], vec!["'\\x00'", "''"]),
        ("reservation_secrets", "ticket_hash", vec!["sha256('x')"], vec!["'\\x00'", "''"]),
        ("booking_attempts", "key", vec!["repeat('k', 255)"], vec!["''", "repeat('k', 256)"]),
        ("booking_attempts", "fingerprint", vec!["sha256('x')"], vec!["'\\x00'"]),
        ("booking_attempts", "seats", vec!["1", "1000"], vec!["0", "1001"]),
        ("check_ins", "seats", vec!["1", "1000"], vec!["0", "-1", "1001"]),
        ("check_ins", "client_ref", vec!["NULL", "repeat('r', 64)"], vec!["''", "repeat('r', 65)"]),
        ("check_ins", "override_reason", vec!["NULL", "'x'"], vec!["''", "repeat('x', 1001)"]),
        ("performances", "capacity", vec!["0", "1000000"], vec!["-1", "1000001"]),
        ("performances", "occupied", vec!["0", "1000000"], vec!["-1", "1000001"]),
        ("performances", "extra", vec!["0", "1000000"], vec!["-1", "1000001"]),
        ("performances", "doors_at", vec!["starts_at"], vec!["starts_at + interval '1 second'"]),
        (
            "performances",
            "previous_start",
            vec!["NULL", "starts_at - interval '1 day'"],
            vec!["starts_at"],
        ),
        ("performances", "opens_at", vec!["closes_at - interval '1 second'"], vec!["closes_at"]),
        ("shows", "publication", vec!["'draft'", "'archived'"], vec!["'public'", "''"]),
        (
            "shows",
            "slug",
            vec!["'a-1'", "repeat('a', 80)"],
            vec!["'A'", "'a--b'", "'-a'", "''", "repeat('a', 81)"],
        ),
        ("shows", "duration_minutes", vec!["NULL", "1"], vec!["0", "-1"]),
        ("venues", "slug", vec!["'a-1'"], vec!["'A b'", "''"]),
        ("venues", "latitude", vec!["NULL"], vec!["45"]),
        ("images", "bytes", vec!["'x'"], vec!["'y'"]),
        ("images", "width", vec!["1"], vec!["0"]),
        ("outbox", "kind", vec!["'moved'", "'your_ticket'"], vec!["'newsletter'"]),
        ("outbox", "state", vec!["'waiting'"], vec!["'lost'", "'sent'"]),
        ("outbox", "failed_attempts", vec!["0", "7"], vec!["-1"]),
        ("outbox", "unanswered_attempts", vec!["0", "3"], vec!["-1"]),
        ("outbox", "claims", vec!["0", "7"], vec!["-1"]),
        ("outbox", "waits_for", vec!["NULL", "'server'", "'mailbox'"], vec!["'miracle'"]),
        ("staff", "role", vec!["'door'", "'box_office'", "'admin'"], vec!["'director'"]),
        ("sessions", "token_hash", vec!["sha256('x')"], vec!["'\\x00'"]),
        ("sessions", "expires_at", vec!["created_at + interval '1 second'"], vec!["created_at"]),
        ("site", "only_one", vec!["true"], vec!["false"]),
        ("site", "hold_seconds", vec!["60", "604800"], vec!["59", "604801"]),
        ("site", "max_seats_per_reservation", vec!["1", "1000"], vec!["0", "1001"]),
        ("site", "max_live_reservations_per_address", vec!["1"], vec!["0"]),
        ("site", "retention_days", vec!["1", "3650"], vec!["0", "3651"]),
    ] {
        world.holds_only(table, column, &good, &bad).await;
    }
}

#[tokio::test]
async fn each_column_of_staff_tables_accepts_only_valid_values() {
    let world = world().await;
    for (table, column, good, bad) in [
        ("staff", "locale", vec!["'it'", "'pt-BR'"], vec!["'it_IT'"]),
        ("staff", "password_hash", vec!["NULL"], vec![]),
        ("sessions", "device", vec!["''", "repeat('è', 60)"], vec!["repeat('è', 61)"]),
        ("known_devices", "token_hash", vec!["sha256('x')"], vec!["''"]),
        ("recovery_codes", "code_hash", vec!["sha256('x')"], vec!["''"]),
        ("staff_links", "secret_hash", vec!["sha256('x')"], vec!["''"]),
        ("staff_links", "purpose", vec!["'password_reset'"], vec!["'gift'", "''"]),
        // Messages to guests and messages to staff have different kinds.
        ("outbox", "kind", vec!["'moved'"], vec!["'invitation'", "'password_reset'", "'x'"]),
        ("outbox", "staff_id", vec!["NULL"], vec!["(SELECT id FROM staff LIMIT 1)"]),
        ("outbox", "reservation_id", vec![], vec!["NULL"]),
    ] {
        world.holds_only(table, column, &good, &bad).await;
    }
}

#[tokio::test]
async fn a_status_and_its_time_go_together() {
    let world = world().await;
    for set in ["confirmed_at = NULL", "status = 'cancelled'", "cancelled_at = booked_at"] {
        let update = format!("UPDATE reservations SET {set}");
        world.assert_refused(&update, CheckViolation).await;
    }
    let undone = "UPDATE check_ins SET undone_at = at";
    world.assert_refused(undone, CheckViolation).await;
    let settled = "UPDATE outbox SET settled_at = created_at";
    world.assert_refused(settled, CheckViolation).await;
}

#[tokio::test]
async fn unique_values_are_not_stored_twice() {
    let world = world().await;
    world
        .execute(&format!(
            "INSERT INTO reservations SELECT '{}', performance_id, '222222', status, seats, name, \
         email, email_key, phone, notes, access_needs, locale, hold_until, booked_at, \
         confirmed_at, cancelled_at FROM reservations",
            crate::world::id()
        ))
        .await;
    for again in [
        "UPDATE reservations SET code = '222222'",
        "INSERT INTO site (name) VALUES ('another')",
        "INSERT INTO reservation_secrets SELECT secret_hash, sha256('x'), reservation_id, \
         expires_at FROM reservation_secrets",
        "INSERT INTO reservation_secrets SELECT sha256('x'), ticket_hash, reservation_id, \
         expires_at FROM reservation_secrets",
        "INSERT INTO booking_attempts SELECT * FROM booking_attempts",
        "INSERT INTO check_ins (id, reservation_id, seats, at, by_staff_id, client_ref) SELECT \
         gen_random_uuid(), reservation_id, seats, at, by_staff_id, client_ref FROM check_ins",
        "INSERT INTO shows (id, slug, title) SELECT gen_random_uuid(), slug, title FROM shows",
        "INSERT INTO venues (id, slug, name) SELECT gen_random_uuid(), slug, name FROM venues",
        "INSERT INTO staff SELECT gen_random_uuid(), name, email, email_key, role, password_hash, \
         totp_secret, totp_last_step, created_at FROM staff",
        "INSERT INTO pages SELECT * FROM pages",
        "INSERT INTO sessions SELECT * FROM sessions",
    ] {
        world.assert_refused(again, UniqueViolation).await;
    }
}

#[tokio::test]
async fn references_to_missing_rows_are_refused() {
    let world = world().await;
    for orphan in [
        "DELETE FROM reservations",
        "DELETE FROM performances",
        "DELETE FROM shows",
        "DELETE FROM venues",
        "DELETE FROM staff",
        "UPDATE reservations SET performance_id = gen_random_uuid()",
        "UPDATE outbox SET reservation_id = gen_random_uuid()",
        "UPDATE reservation_secrets SET reservation_id = gen_random_uuid()",
        "UPDATE booking_attempts SET reservation_id = gen_random_uuid()",
        "UPDATE check_ins SET reservation_id = gen_random_uuid()",
        "UPDATE check_ins SET by_staff_id = gen_random_uuid()",
        "UPDATE sessions SET staff_id = gen_random_uuid()",
    ] {
        world.assert_refused(orphan, ForeignKeyViolation).await;
    }
    let nameless = "UPDATE reservations SET name = NULL";
    world.assert_refused(nameless, NotNullViolation).await;
}
