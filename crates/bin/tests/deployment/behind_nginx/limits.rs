//! What nginx refuses before a process hears of it, told as the processes would.

use serde_json::json;

use super::nginx::{Front, Nginx};
use crate::{
    ask::Ask,
    company::PERFORMANCE,
    program::Answer,
    visitor::{request, reservations},
};

/// What comes of asking so often, as fast as can be.
fn flood(nginx: &Nginx, times: usize, ask: &Ask) -> Vec<Answer> {
    (0..times).map(|_| ask.of(nginx)).collect()
}

/// The refusals among answers, each of which says when to come back.
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
async fn a_flood_of_bookings_is_stopped_with_and_without_a_key() {
    // A process looks at what is sent and refuses it, so that nothing is booked meanwhile.
    let ask = Ask::post(&reservations(PERFORMANCE), &json!({ "seats": 0 }));
    for ask in [ask.clone().header("Idempotency-Key", "a flood"), ask] {
        let front = Front::with_seats(10).await;
        let answers = flood(&front.nginx, 100, &ask);
        let refused = refusals(&answers);
        // Sixty at once, and two more each second that it took.
        assert!((20..40).contains(&refused), "{refused} of 100 were refused");
        // Whoever only looks is not in the way of it.
        let looks = flood(&front.nginx, 10, &Ask::get("/api/v1/performances"));
        assert_eq!(refusals(&looks), 0);
    }
}

#[tokio::test]
async fn a_flood_of_guesses_at_passwords_is_stopped() {
    let front = Front::with_seats(10).await;
    // As good as a guess, and cheaper than a password that is looked at.
    let answers = flood(&front.nginx, 40, &Ask::post("/api/v1/session", &json!({})));
    let refused = refusals(&answers);
    assert!((10..20).contains(&refused), "{refused} of 40 were refused");
}

#[tokio::test]
async fn what_is_too_large_is_refused_in_the_same_words_on_every_road() {
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
    // A poster may be larger. It is refused by a process, which is heard although it looks at none.
    let poster = format!("/api/v1/admin/shows/{PERFORMANCE}/poster");
    let poster = Ask::new("PUT", &poster).bytes(vec![0; 8 * 1024 * 1024]);
    let poster = poster.header("Content-Type", "image/png").of(&front.nginx);
    assert_eq!(poster.problem(401), "not-signed-in");
}

#[tokio::test]
async fn without_a_process_it_is_said_when_to_come_back() {
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
