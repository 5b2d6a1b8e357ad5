use crate::support::{Ask, Theatre, key};
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_application::ports::{Source, StoreError};
use serde_json::{Value, json};
use std::time::Duration;

/// There is one reservation with this code and address.
fn theatre() -> Theatre {
    let mut theatre = Theatre::new();
    theatre.reservations.expect_by_code().returning(|code, email| {
        Ok((code.as_str() == "K7QF3M" && email.as_str() == "anna@example.org").then(key))
    });
    theatre
}

fn ask(body: &Value) -> Ask {
    Ask::post("/api/v1/reservations/link").json(body.to_string())
}

fn lost(code: &str, email: &str) -> Ask {
    ask(&json!({ "code": code, "email": email }))
}

#[tokio::test]
async fn the_answer_does_not_reveal_whether_the_reservation_exists() {
    let router = theatre().router();
    let mut answers = Vec::new();
    for (code, email) in [
        ("K7QF3M", "anna@example.org"),
        (" k7q-f3m ", "anna@example.org"),
        ("K7QF3M", "berta@example.org"),
        ("X7QF3M", "anna@example.org"),
    ] {
        let answer = lost(code, email).of(&router).await;
        assert_eq!(answer.status, 202);
        let mut headers = answer.headers;
        headers.remove("x-request-id").unwrap();
        answers.push((headers, answer.body));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let router = theatre().router();
    for (body, faults) in [
        (json!({}), &["code: required", "email: required"][..]),
        (json!({ "code": " ", "email": "" }), &["code: required", "email: required"]),
        (json!({ "code": "K0QF3M", "email": "anna" }), &["code: invalid", "email: invalid"]),
        (
            json!({ "code": "K7QF3M", "email": "anna@example.org", "name": "Anna" }),
            &["name: unknown_field"],
        ),
    ] {
        assert_eq!(ask(&body).of(&router).await.faults(), faults, "{body}");
    }
    let answer = lost("K7QF30", "anna@example.org").header("accept-language", "it");
    let problem = answer.of(&router).await.problem(422, "validation");
    assert_eq!(
        problem["errors"][0]["message"],
        "Un codice ha sei lettere e cifre, mai 0, 1, I, L o O."
    );
}

#[tokio::test]
async fn letters_are_limited_per_network_whether_or_not_any_is_sent() {
    for (code, email) in [("K7QF3M", "anna@example.org"), ("X7QF3M", "berta@example.org")] {
        let mut theatre = theatre();
        let two = Allowance::new(2, Duration::from_secs(100));
        theatre.settings.rate_limit =
            Some(RateLimits { bookings_per_address: two, ..RateLimits::default() });
        let router = theatre.router();
        let from = |peer: &str| lost(code, email).from(peer);
        for _ in 0..2 {
            assert_eq!(from("203.0.113.1:1").of(&router).await.status, 202);
        }
        from("203.0.113.2:1").of(&router).await.problem(429, "rate-limited");
        assert_eq!(
            from("198.51.100.7:1").of(&router).await.status,
            202,
            "the owner's network has its own limit"
        );
    }
}

#[tokio::test]
async fn letters_are_limited_per_client() {
    let mut theatre = theatre();
    let one = Allowance::new(1, Duration::from_secs(100));
    theatre.settings.rate_limit =
        Some(RateLimits { bookings_per_client: one, ..RateLimits::default() });
    let router = theatre.router();
    let ask = |email| lost("K7QF3M", email).from("203.0.113.1:1");
    assert_eq!(ask("anna@example.org").of(&router).await.status, 202);
    ask("berta@example.org").of(&router).await.problem(429, "rate-limited");
}

#[tokio::test]
async fn an_unavailable_store_is_reported() {
    let mut theatre = Theatre::new();
    let away = || StoreError::Unavailable(Source::from("away"));
    theatre.reservations.expect_by_code().returning(move |_, _| Err(away()));
    theatre.ask(lost("K7QF3M", "anna@example.org")).await.problem(503, "unavailable");
}
