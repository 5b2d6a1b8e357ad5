//! The requests of holders about their reservation.

use serde_json::json;

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, SEATS, Theatre},
};
use crate::ask::Ask;

const VIEW: &str = "/api/v1/reservation";
const CONFIRM: &str = "/api/v1/reservation/confirm";
const CANCEL: &str = "/api/v1/reservation/cancel";
const SVG: &str = "/api/v1/reservation/qr.svg";
const PNG: &str = "/api/v1/reservation/qr.png";
const CALENDAR: &str = "/api/v1/reservation/calendar.ics";

/// Returns a request of a party's holder.
fn asks(
    method: &'static str,
    below: &'static str,
    party: fn(&Theatre) -> Party,
) -> impl Fn(&Theatre) -> Ask {
    move |theatre| party(theatre).asks(method, below)
}

/// Requests another number of seats.
fn wants(seats: u32, party: fn(&Theatre) -> Party) -> impl Fn(&Theatre) -> Ask {
    move |theatre| party(theatre).asks("PATCH", "").json(&json!({ "seats": seats }))
}

/// Changes the performance of a party.
fn but(change: &'static str, party: fn(&Theatre) -> Party) -> impl Fn(&Theatre) -> Party {
    move |theatre| {
        let party = party(theatre);
        theatre.change(&party.performance, change);
        party
    }
}

const CANCELLED_PERFORMANCE: &str = "cancelled_at = now()";
const STARTED: &str = "doors_at = now() - interval '1 hour', starts_at = now()";
const TAKEN: &str = "occupied = capacity";

fn carried_out() -> Vec<Case> {
    vec![
        done("GET", VIEW, 200, asks("GET", "", Theatre::booked)).and(|answer| {
            let view = answer.json();
            assert_eq!(view["name"], "Ginevra Quattrocchi");
            for may in ["can_confirm", "can_cancel", "can_change"] {
                assert_eq!(view[may], true, "{may}");
            }
        }),
        done("GET", VIEW, 200, asks("GET", "", Theatre::lapsed))
            .and(|answer| assert_eq!(answer.json()["status"], "expired")),
        done("POST", CONFIRM, 200, asks("POST", "/confirm", Theatre::booked))
            .and(|answer| assert_eq!(answer.json()["status"], "confirmed")),
        done("POST", CONFIRM, 200, asks("POST", "/confirm", Theatre::confirmed)),
        done("POST", CONFIRM, 200, asks("POST", "/confirm", Theatre::lapsed)),
        done("POST", CANCEL, 200, asks("POST", "/cancel", Theatre::confirmed))
            .and(|answer| assert_eq!(answer.json()["status"], "cancelled")),
        done("POST", CANCEL, 200, asks("POST", "/cancel", Theatre::cancelled)),
        done("PATCH", VIEW, 200, wants(3, Theatre::confirmed))
            .and(|answer| assert_eq!(answer.json()["seats"], 3)),
        done("GET", SVG, 200, asks("GET", "/qr.svg", Theatre::confirmed))
            .and(|answer| assert!(answer.text().contains("<svg"))),
        done("GET", PNG, 200, asks("GET", "/qr.png", Theatre::confirmed))
            .and(|answer| assert!(answer.bytes.starts_with(b"\x89PNG"))),
        done("GET", CALENDAR, 200, asks("GET", "/calendar.ics", Theatre::booked))
            .and(|answer| assert!(answer.text().starts_with("BEGIN:VCALENDAR"))),
    ]
}

pub fn cases() -> Vec<Case> {
    let conflict = |method, route, problem, ask: Box<dyn Fn(&Theatre) -> Ask>| {
        refused(method, route, 409, problem, ask)
    };
    let confirm = |problem, party: Box<dyn Fn(&Theatre) -> Party>| {
        let ask = move |theatre: &Theatre| party(theatre).asks("POST", "/confirm");
        conflict("POST", CONFIRM, problem, Box::new(ask))
    };
    let cancel = |problem, party: Box<dyn Fn(&Theatre) -> Party>| {
        let ask = move |theatre: &Theatre| party(theatre).asks("POST", "/cancel");
        conflict("POST", CANCEL, problem, Box::new(ask))
    };
    let change = |problem, seats: u32, party: Box<dyn Fn(&Theatre) -> Party>| {
        let ask = move |theatre: &Theatre| {
            party(theatre).asks("PATCH", "").json(&json!({ "seats": seats }))
        };
        conflict("PATCH", VIEW, problem, Box::new(ask))
    };
    let inside = |theatre: &Theatre| theatre.inside(2);
    let mut cases = carried_out();
    cases.extend([
        confirm("sold-out", Box::new(but(TAKEN, Theatre::lapsed)))
            .and(|answer| assert_eq!(answer.json()["available"], 0)),
        confirm("too-many-reservations", Box::new(replaced)),
        confirm("cancelled", Box::new(Theatre::cancelled)),
        confirm("performance-cancelled", Box::new(but(CANCELLED_PERFORMANCE, Theatre::booked))),
        cancel("already-admitted", Box::new(inside))
            .and(|answer| assert_eq!(answer.json()["admitted"], 2)),
        cancel("too-late", Box::new(but(STARTED, Theatre::confirmed)))
            .and(|answer| assert!(answer.json()["started_at"].is_string())),
        change("sold-out", 4, Box::new(but("capacity = 3", Theatre::confirmed)))
            .and(|answer| assert_eq!(answer.json()["available"], 1)),
        change("cancelled", 1, Box::new(Theatre::cancelled)),
        change("hold-expired", 1, Box::new(Theatre::lapsed)),
        change("already-admitted", 1, Box::new(inside)),
        change("too-late", 3, Box::new(but(STARTED, Theatre::confirmed))),
        change(
            "performance-cancelled",
            3,
            Box::new(but(CANCELLED_PERFORMANCE, Theatre::confirmed)),
        ),
        refused("GET", SVG, 409, "not-confirmed", asks("GET", "/qr.svg", Theatre::booked)),
        refused("GET", PNG, 409, "not-confirmed", asks("GET", "/qr.png", Theatre::cancelled)),
    ]);
    for seats in [0, 11, SEATS, 1_001] {
        cases.push(refused("PATCH", VIEW, 422, "validation", wants(seats, Theatre::confirmed)));
    }
    cases
}

/// A party whose hold lapsed and who has made the maximum number of bookings since.
fn replaced(theatre: &Theatre) -> Party {
    let party = theatre.lapsed();
    let view = theatre.send(&party.asks("GET", "")).expect(200);
    let body = crate::visitor::request(view["email"].as_str().unwrap(), 1);
    for _ in 0..3 {
        let path = crate::visitor::reservations(&party.performance);
        let booked = theatre.send(&Ask::post(&path, &body)).expect(201);
        let letter = crate::visitor::Letter::about(&theatre.place, &booked, 0);
        let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&letter.secret());
        theatre.send(&confirm).expect(200);
    }
    party
}

#[test]
fn holder_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn a_changed_secret_is_unknown() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let before = theatre.seen();
    let whole = &party.secret;
    let mut turned: Vec<char> = whole.chars().collect();
    turned.reverse();
    let ticket = party.ticket();
    let wrong = [
        &whole[1..],
        &whole[..42],
        &format!("{whole}="),
        &format!("{whole}A"),
        &ticket,
        "x",
        "%00",
        &turned.into_iter().collect::<String>(),
        &party.id,
        &"A".repeat(8_000),
        "' OR 1=1 --",
    ]
    .map(str::to_owned);
    for secret in &wrong {
        for (method, below) in [("GET", ""), ("POST", "/cancel"), ("GET", "/qr.png")] {
            let ask = Ask::new(method, &format!("{VIEW}{below}")).holder(secret);
            assert_eq!(theatre.send(&ask).problem(404), "unknown-reservation", "{secret}");
        }
    }
    theatre.sql(&format!(
        "UPDATE reservation_secrets SET expires_at = now() - interval '1 second'
         WHERE reservation_id = '{}'",
        party.id
    ));
    let expired = theatre.send(&party.asks("GET", ""));
    assert_eq!(expired.problem(404), "unknown-reservation");
    assert_eq!(theatre.seen(), before);
}

#[test]
fn a_secret_must_be_a_bearer_token() {
    let theatre = Theatre::open();
    let secret = theatre.booked().secret;
    for header in ["", "Bearer", "Bearer ", &format!("Basic {secret}"), &secret] {
        let answer = theatre.send(&Ask::get(VIEW).header("Authorization", header));
        assert_eq!(answer.problem(401), "no-secret", "{header}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let elsewhere = Ask::get(&format!("{VIEW}?secret={secret}")).header("Cookie", &secret);
    assert_eq!(theatre.send(&elsewhere).problem(422), "validation");
    let in_a_cookie = Ask::get(VIEW).header("Cookie", &secret);
    assert_eq!(theatre.send(&in_a_cookie).problem(401), "no-secret");
}
