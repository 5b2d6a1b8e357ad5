//! Tests the requests that nginx refuses itself. Its answers look like those of the processes.

use serde_json::json;

use super::nginx::{Front, Nginx};
use crate::{
    ask::Ask,
    company::PERFORMANCE,
    program::Answer,
    visitor::{request, reservations},
};

/// Sends a request many times, as fast as possible.
fn flood(nginx: &Nginx, times: usize, ask: &Ask) -> Vec<Answer> {
    (0..times).map(|_| ask.of(nginx)).collect()
}

/// Counts the refusals, and checks that each one has a `Retry-After`.
fn refusals(answers: &[Answer]) -> usize {
    let refused = answers.iter().filter(|answer| answer.status == 429);
    refused
        .inspect(|answer| {
            assert_eq!(answer.problem(429), "rate-limited");
            assert_eq!(answer.header("retry-after"), answer.json()["retry_after"].to_string());
            assert_eq!(answer.header("cache-control"), "no-store");
        })
        .count()
}

#[tokio::test]
async fn many_bookings_are_limited_with_and_without_a_key() {
    // The processes refuse this body, so nothing is booked.
    let ask = Ask::post(&reservations(PERFORMANCE), &json!({ "seats": 0 }));
    for ask in [ask.clone().header("Idempotency-Key", "a flood"), ask] {
        let front = Front::with_seats(10).await;
        let answers = flood(&front.nginx, 100, &ask);
        let refused = refusals(&answers);
        // Sixty at once, and two more for each second that the test takes.
        assert!((20..40).contains(&refused), "{refused} of 100 were refused");
        // Reading is not limited by it.
        let looks = flood(&front.nginx, 10, &Ask::get("/api/v1/performances"));
        assert_eq!(refusals(&looks), 0);
    }
}

#[tokio::test]
async fn many_sign_in_attempts_are_limited() {
    let front = Front::with_seats(10).await;
    // Counts like a sign-in, but is faster, because no password is hashed.
    let answers = flood(&front.nginx, 40, &Ask::post("/api/v1/session", &json!({})));
    let refused = refusals(&answers);
    assert!((10..20).contains(&refused), "{refused} of 40 were refused");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_on_every_path() {
    let front = Front::with_seats(10).await;
    let large = "x".repeat(65 * 1024);
    let booking = Ask::post(&reservations(PERFORMANCE), &json!({ "notes": large }));
    for ask in [
        booking.clone().header("Idempotency-Key", "large"),
        booking,
        Ask::post("/api/v1/session", &json!({ "password": large })),
        Ask::post("/api/v1/check-ins", &json!({ "ticket": large })),
        Ask::post("/api/v1/admin/venues", &json!({ "name": large })),
    ] {
        assert_eq!(ask.of(&front.nginx).problem(413), "too-large", "{}", ask.path);
    }
    // A poster may be larger. A process refuses it before it reads the body.
    let poster = format!("/api/v1/admin/shows/{PERFORMANCE}/poster");
    let poster = Ask::new("PUT", &poster).bytes(vec![0; 8 * 1024 * 1024]);
    let poster = poster.header("Content-Type", "image/png").of(&front.nginx);
    assert_eq!(poster.problem(401), "not-signed-in");
}

#[tokio::test]
async fn without_a_process_the_answer_has_a_retry_after() {
    let Front { nginx, backends, .. } = Front::with_seats(10).await;
    for backend in backends {
        assert!(backend.stop());
    }
    let booking = Ask::post(&reservations(PERFORMANCE), &request("anna@example.org", 2));
    for ask in [
        Ask::get("/"),
        Ask::get("/api/v1/performances"),
        booking.clone(),
        booking.header("Idempotency-Key", "later"),
    ] {
        let answer = ask.of(&nginx);
        assert_eq!(answer.problem(503), "unavailable", "{}", ask.path);
        assert_eq!(answer.header("retry-after"), "2");
    }
}
