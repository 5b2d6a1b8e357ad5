//! Booking.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::Theatre,
};
use crate::{
    ask::Ask,
    company::PERFORMANCE,
    visitor::{request, reservations},
};

const BOOK: &str = "/api/v1/performances/{id}/reservations";

pub fn cases() -> Vec<Case> {
    let refused =
        |status, problem, ask: fn(&Theatre) -> Ask| refused("POST", BOOK, status, problem, ask);
    vec![
        done("POST", BOOK, 201, |theatre| theatre.booking(PERFORMANCE, 2)).and(|answer| {
            let booked = answer.json();
            assert_eq!((&booked["status"], &booked["seats"]), (&json!("pending"), &json!(2)));
            assert_eq!(booked.as_object().unwrap().len(), 6, "the answer has no secret");
        }),
        refused(404, "not-found", |theatre| {
            theatre.booking("00000000-0000-7000-8000-999999999999", 2)
        }),
        refused(404, "not-found", |theatre| theatre.booking("tonight", 2)),
        refused(404, "not-found", |theatre| {
            theatre.sql("INSERT INTO shows (id, slug, title) VALUES (gen_random_uuid(), 'x', 'X')");
            theatre.booking(
                &theatre.schedule_with("show_id = (SELECT id FROM shows WHERE slug = 'x')"),
                2,
            )
        }),
        refused(409, "sold-out", |theatre| {
            theatre.booking(&theatre.schedule_with("occupied = capacity - 1"), 2)
        })
        .and(|answer| assert_eq!(answer.json()["available"], 1)),
        refused(409, "booking-closed", |theatre| {
            theatre.booking(&theatre.schedule_with("closes_at = now() - interval '1 second'"), 2)
        })
        .and(|answer| assert!(answer.json()["closed_at"].is_string())),
        refused(409, "booking-not-open", |theatre| {
            theatre.booking(&theatre.schedule_with("opens_at = now() + interval '10 minutes'"), 2)
        })
        .and(|answer| assert!(answer.json()["opens_at"].is_string())),
        refused(409, "performance-cancelled", |theatre| {
            theatre.booking(&theatre.schedule_with("cancelled_at = now()"), 2)
        }),
        refused(409, "too-many-reservations", |theatre| {
            let ask = theatre.booking(PERFORMANCE, 1);
            for _ in 0..3 {
                theatre.send(&ask).expect(201);
            }
            ask
        })
        .and(|answer| assert_eq!(answer.json()["max"], 3)),
        refused(422, "idempotency-mismatch", |theatre| {
            let first = theatre.booking(PERFORMANCE, 1).header("Idempotency-Key", "mine");
            theatre.send(&first).expect(201);
            theatre.booking(PERFORMANCE, 1).header("Idempotency-Key", "mine")
        }),
        refused(422, "validation", |theatre| {
            theatre.booking(PERFORMANCE, 1).header("Idempotency-Key", &"x".repeat(256))
        }),
    ]
}

#[test]
fn a_booking_has_the_described_answers() {
    play(&cases());
}

/// Invalid bookings: the field, its value and the error code.
fn wrong() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("seats", json!(0), "out_of_range"),
        ("seats", json!(-1), "out_of_range"),
        ("seats", json!(11), "out_of_range"),
        ("seats", json!(2_147_483_648_u64), "out_of_range"),
        ("seats", json!(1.5), "invalid"),
        ("seats", json!("2"), "invalid"),
        ("seats", json!([2]), "invalid"),
        ("seats", Value::Null, "required"),
        ("name", json!("x".repeat(10_000)), "too_long"),
        ("name", json!("è".repeat(101)), "too_long"),
        ("name", json!("Anna\r\nBcc: tutti@example.org"), "invalid"),
        ("name", json!("Anna\u{0}"), "invalid"),
        ("name", json!("\u{3164}"), "invisible"),
        ("name", json!("WIN http://evil.example now"), "web_address"),
        ("name", json!(" \t "), "required"),
        ("name", json!({ "first": "Anna" }), "invalid"),
        ("email", json!("anna"), "invalid"),
        ("email", json!("anna@example.org\r\nBcc: tutti@example.org"), "invalid"),
        ("email", json!("anna@example.org, tutti@example.org"), "invalid"),
        ("email", json!("Anna <anna@example.org>"), "invalid"),
        ("email", json!(format!("{}@example.org", "x".repeat(300))), "invalid"),
        ("email", json!(""), "required"),
        ("email", json!(7), "invalid"),
        ("phone", json!("call me"), "invalid"),
        ("phone", json!("+39\n011 5550199"), "invalid"),
        ("notes", json!("x".repeat(1_001)), "too_long"),
        ("notes", json!("\u{1b}[2J"), "invalid"),
        ("access_needs", json!(["throne"]), "invalid"),
        ("access_needs", json!("companion"), "invalid"),
        ("locale", json!("tlh"), "invalid"),
        ("privacy_accepted", json!(false), "required"),
        ("privacy_accepted", json!("true"), "invalid"),
        ("privacy_accepted", Value::Null, "required"),
        ("status", json!("confirmed"), "unknown_field"),
        ("hold_until", json!("2099-01-01T00:00:00Z"), "unknown_field"),
        ("__proto__", json!({}), "unknown_field"),
    ]
}

#[test]
fn an_invalid_field_is_reported_and_changes_nothing() {
    let theatre = Theatre::open();
    let before = theatre.seen();
    for (field, value, code) in wrong() {
        let mut body = request("anna@example.org", 2);
        body[field] = value.clone();
        let answer = theatre.send(&Ask::post(&reservations(PERFORMANCE), &body));
        assert_eq!(answer.problem(422), "validation", "{field}: {value}");
        let problem = answer.json();
        let errors: Vec<_> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (&e["field"], &e["code"]))
            .collect();
        assert_eq!(errors, [(&json!(field), &json!(code))], "{field}: {value}");
    }
    assert_eq!(theatre.seen(), before);
}

#[test]
fn an_invalid_body_is_refused_and_changes_nothing() {
    let theatre = Theatre::open();
    let before = theatre.seen();
    let twice = r#"{"seats": 1, "seats": 2}"#;
    let deep = format!("{{\"name\": {}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    for (body, status, problem) in [
        ("", 400, "malformed-request"),
        ("{", 400, "malformed-request"),
        ("{\"name\": \"Anna\"} {}", 400, "malformed-request"),
        ("{\"name\": \"\\ud800\"}", 400, "malformed-request"),
        ("{\"seats\": 1e999}", 400, "malformed-request"),
        (&deep, 400, "malformed-request"),
        ("null", 422, "validation"),
        ("[]", 422, "validation"),
        ("\"Anna\"", 422, "validation"),
        (twice, 422, "validation"),
        ("{}", 422, "validation"),
    ] {
        let answer = theatre.send(&theatre.booking(PERFORMANCE, 2).bytes(body));
        let start: String = body.chars().take(30).collect();
        assert_eq!(answer.problem(status), problem, "{start}");
    }
    let latin = theatre.booking(PERFORMANCE, 2).bytes(b"{\"name\": \"Nicol\xf2\"}");
    assert_eq!(theatre.send(&latin).problem(400), "malformed-request");
    assert_eq!(theatre.seen(), before);
}

#[test]
fn a_repeated_attempt_gets_the_same_answer_and_books_nothing_more() {
    let theatre = Theatre::open();
    let ask = theatre.booking(PERFORMANCE, 2).header("Idempotency-Key", "a double click");
    let first = theatre.send(&ask).expect(201);
    let before = theatre.seen();
    assert_eq!(theatre.send(&ask).expect(201), first);
    assert_eq!(theatre.seen(), before);
}
