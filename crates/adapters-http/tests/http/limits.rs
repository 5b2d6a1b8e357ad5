use std::time::Duration;

use azionelab_adapters_http::{Allowance, RateLimits};
use serde_json::json;

use crate::support::{Ask, Theatre, booking, house};

fn theatre(change: impl FnOnce(&mut RateLimits)) -> Theatre {
    let plenty = Allowance::new(1_000, Duration::from_secs(1));
    let mut limits = RateLimits {
        requests_per_client: plenty,
        bookings_per_client: plenty,
        bookings_per_address: plenty,
        sign_ins_per_client: plenty,
    };
    change(&mut limits);
    let mut theatre = Theatre::with_house(house());
    theatre.settings.rate_limit = Some(limits);
    theatre.settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    theatre
}

const ONE: Duration = Duration::from_secs(100);

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_back() {
    let router = theatre(|limits| limits.requests_per_client = Allowance::new(2, ONE)).router();
    for _ in 0..2 {
        let answer = Ask::get("/api/openapi.json").from("203.0.113.1:1").of(&router).await;
        assert_eq!(answer.status, 200);
    }
    let answer = Ask::get("/api/openapi.json").from("203.0.113.1:2").of(&router).await;
    let wait = answer.problem(429, "rate-limited")["retry_after"].as_u64().unwrap();
    assert!((1..=100).contains(&wait));
    assert_eq!(answer.header("retry-after"), wait.to_string());

    let elsewhere = Ask::get("/api/openapi.json").from("203.0.113.2:1").of(&router).await;
    assert_eq!(elsewhere.status, 200);
    let probe = Ask::get("/api/health/live").from("203.0.113.1:1").of(&router).await;
    assert_eq!(probe.status, 200, "a probe is no client");
}

#[tokio::test]
async fn behind_a_proxy_each_visitor_is_a_client() {
    let router = theatre(|limits| limits.bookings_per_client = Allowance::new(1, ONE)).router();
    let book = |visitor: &str| {
        Ask::book(booking().to_string()).from("10.0.0.1:1").header("x-forwarded-for", visitor)
    };
    assert_eq!(book("203.0.113.1").of(&router).await.status, 201);
    assert_eq!(book("203.0.113.2").of(&router).await.status, 201);
    book("203.0.113.1").of(&router).await.problem(429, "rate-limited");
    // Whoever claims to come from elsewhere is still known by what our proxy saw.
    book("198.51.100.7, 203.0.113.1").of(&router).await.problem(429, "rate-limited");
}

#[tokio::test]
async fn an_address_is_not_flooded_from_many_places() {
    let router = theatre(|limits| limits.bookings_per_address = Allowance::new(1, ONE)).router();
    let book = |email: &str, from: &str| {
        let mut body = booking();
        body["email"] = json!(email);
        Ask::book(body.to_string()).from(from)
    };
    assert_eq!(book("anna@example.org", "203.0.113.1:1").of(&router).await.status, 201);
    book("Anna@Example.org", "203.0.113.2:1").of(&router).await.problem(429, "rate-limited");
    assert_eq!(book("berta@example.org", "203.0.113.2:1").of(&router).await.status, 201);
}

#[tokio::test]
async fn passwords_are_not_guessed_at_leisure() {
    let mut theatre = theatre(|limits| limits.sign_ins_per_client = Allowance::new(1, ONE));
    theatre.staff_accounts.expect_by_email().returning(|_| Ok(None));
    theatre.passwords.expect_verify().returning(|_, _| false);
    let router = theatre.router();
    let sign_in = || {
        let body = json!({"email": "dora@example.org", "password": "guess"}).to_string();
        Ask::post("/api/v1/session").json(body).from("203.0.113.1:1")
    };
    sign_in().of(&router).await.problem(401, "wrong-credentials");
    sign_in().of(&router).await.problem(429, "rate-limited");
}
