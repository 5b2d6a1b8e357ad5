//! The progress of a reservation, for the page that booked it, which can also withdraw it.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, Theatre},
};
use crate::ask::Ask;

const PROGRESS: &str = "/api/v1/reservations/{id}";

fn follow(id: &str) -> Ask {
    Ask::get(&format!("/api/v1/reservations/{id}"))
}

fn follows(party: fn(&Theatre) -> Party) -> impl Fn(&Theatre) -> Ask {
    move |theatre| follow(&party(theatre).id)
}

/// A party that has booked, with a changed state of its message.
fn whose_mail(theatre: &Theatre, became: &str) -> Ask {
    let party = theatre.booked();
    theatre.sql(&format!("UPDATE outbox SET {became} WHERE reservation_id = '{}'", party.id));
    follow(&party.id)
}

/// The progress of a reservation without a hold.
fn settled(status: &str) -> Value {
    json!({ "status": status, "hold_until": null, "email_delivery": "sent" })
}

/// The key with which a page books and withdraws.
const KEY: &str = "0c9e4f0a-key";

/// A party that books with the key, and then withdraws with it.
fn withdraws(
    of: impl Fn(&Theatre) -> String + 'static,
    then: fn(&Theatre, &Party),
) -> impl Fn(&Theatre) -> Ask {
    move |theatre| {
        let party = theatre.booked_under(KEY, &of(theatre));
        then(theatre, &party);
        withdraw(&party.id)
    }
}

fn withdraw(id: &str) -> Ask {
    Ask::new("DELETE", &format!("/api/v1/reservations/{id}")).header("Idempotency-Key", KEY)
}

fn withdrawals() -> Vec<Case> {
    let not_found =
        |ask: Box<dyn Fn(&Theatre) -> Ask>| refused("DELETE", PROGRESS, 404, "not-found", ask);
    vec![
        done("DELETE", PROGRESS, 204, withdraws(Theatre::schedule, |_, _| {})),
        done(
            "DELETE",
            PROGRESS,
            204,
            withdraws(Theatre::schedule, |theatre, party| {
                assert_eq!(theatre.send(&withdraw(&party.id)).status, 204);
                let seen = theatre.send(&party.asks("GET", "")).expect(200);
                assert_eq!(
                    (&seen["status"], &seen["can_confirm"]),
                    (&json!("cancelled"), &json!(false))
                );
                let link = theatre.send(&party.asks("POST", "/confirm"));
                assert_eq!(link.problem(409), "cancelled");
            }),
        ),
        refused(
            "DELETE",
            PROGRESS,
            409,
            "already-confirmed",
            withdraws(Theatre::schedule, |theatre, party| {
                theatre.send(&party.asks("POST", "/confirm")).expect(200);
            }),
        ),
        refused(
            "DELETE",
            PROGRESS,
            409,
            "too-late",
            withdraws(Theatre::schedule, |theatre, party| {
                let started = "doors_at = now() - interval '1 hour', starts_at = now()";
                theatre.change(&party.performance, started);
            }),
        )
        .and(|answer| assert!(answer.json()["started_at"].is_string())),
        not_found(Box::new(|theatre| {
            withdraws(Theatre::schedule, |_, _| {})(theatre).header("Idempotency-Key", "another")
        })),
        not_found(Box::new(|theatre| {
            withdraws(Theatre::schedule, |_, _| {})(theatre).without("Idempotency-Key")
        })),
        not_found(Box::new(|theatre| withdraw(&theatre.booked().id))),
        not_found(Box::new(|theatre| withdraw(&theatre.schedule()))),
        not_found(Box::new(|_| withdraw("K7QF3M"))),
    ]
}

const LINK: &str = "/api/v1/reservations/link";

fn ask_link(code: &str) -> Ask {
    Ask::post(LINK, &json!({ "code": code, "email": "anna@example.org" }))
}

fn fresh_links() -> Vec<Case> {
    vec![
        done("POST", LINK, 202, |_| ask_link("K7QF3M"))
            .and(|answer| assert!(answer.bytes.is_empty())),
        done("POST", LINK, 202, |theatre| {
            let party = theatre.confirmed();
            let code = theatre.send(&party.asks("GET", "")).expect(200)["code"].clone();
            ask_link(code.as_str().unwrap())
        })
        .and(|answer| assert!(answer.bytes.is_empty())),
        refused("POST", LINK, 422, "validation", |_| ask_link("K0QF3M"))
            .and(|answer| assert_eq!(answer.json()["errors"][0]["field"], "code")),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = withdrawals();
    cases.extend(fresh_links());
    cases.extend(followed());
    cases
}

fn followed() -> Vec<Case> {
    vec![
        done("GET", PROGRESS, 200, follows(Theatre::booked)).and(|answer| {
            let progress = answer.json();
            let hold_until = &progress["hold_until"];
            assert!(hold_until.is_string());
            let wanted =
                json!({ "status": "pending", "hold_until": hold_until, "email_delivery": "sent" });
            assert_eq!(progress, wanted);
        }),
        done("GET", PROGRESS, 200, follows(Theatre::confirmed))
            .and(|answer| assert_eq!(answer.json(), settled("confirmed"))),
        done("GET", PROGRESS, 200, follows(Theatre::cancelled))
            .and(|answer| assert_eq!(answer.json(), settled("cancelled"))),
        done("GET", PROGRESS, 200, follows(Theatre::lapsed))
            .and(|answer| assert_eq!(answer.json(), settled("expired"))),
        done("GET", PROGRESS, 200, |theatre| {
            // So far in the future that it is not retried during the test.
            let waits = "state = 'waiting', settled_at = NULL, \
                next_attempt_at = now() + interval '1 day'";
            whose_mail(theatre, waits)
        })
        .and(|answer| assert_eq!(answer.json()["email_delivery"], "queued")),
        done("GET", PROGRESS, 200, |theatre| whose_mail(theatre, "state = 'refused'"))
            .and(|answer| assert_eq!(answer.json()["email_delivery"], "failed")),
        refused("GET", PROGRESS, 404, "not-found", |_| {
            follow("00000000-0000-7000-8000-999999999999")
        }),
        refused("GET", PROGRESS, 404, "not-found", |theatre| follow(&theatre.schedule())),
        refused("GET", PROGRESS, 404, "not-found", |_| follow("K7QF3M")),
        refused("GET", PROGRESS, 404, "not-found", |_| follow("%00")),
    ]
}

#[test]
fn progress_requests_have_the_described_answers() {
    play(&cases());
}
