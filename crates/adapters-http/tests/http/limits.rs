use crate::support::{Ask, RESERVATION, Theatre, booking, cookie, house, staff};
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_application::{booking::Progress, mail::Delivery};
use azionelab_domain::{Role, Secret, Status};
use serde_json::json;
use std::time::Duration;

fn theatre(change: impl FnOnce(&mut RateLimits)) -> Theatre {
    let plenty = Allowance::new(1_000, Duration::from_secs(1));
    let mut limits = RateLimits {
        reads_per_client: plenty,
        requests_per_client: plenty,
        staff_per_client: plenty,
        bookings_per_client: plenty,
        bookings_per_address: plenty,
        letters_per_address: plenty,
        resends_per_guest: plenty,
        resends_per_colleague: plenty,
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
async fn a_client_over_its_limit_is_told_how_long_to_wait() {
    let router = theatre(|limits| limits.reads_per_client = Allowance::new(2, ONE)).router();
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
    assert_eq!(probe.status, 200, "probes are not limited");
}

#[tokio::test]
async fn behind_a_proxy_each_visitor_has_a_limit() {
    let router = theatre(|limits| limits.bookings_per_client = Allowance::new(1, ONE)).router();
    let book = |visitor: &str| {
        Ask::book(booking().to_string()).from("10.0.0.1:1").header("x-forwarded-for", visitor)
    };
    assert_eq!(book("203.0.113.1").of(&router).await.status, 201);
    assert_eq!(book("203.0.113.2").of(&router).await.status, 201);
    book("203.0.113.1").of(&router).await.problem(429, "rate-limited");
    // The proxy's entry counts, not the one that the client made up.
    book("198.51.100.7, 203.0.113.1").of(&router).await.problem(429, "rate-limited");
}

#[tokio::test]
async fn others_cannot_use_up_an_addresss_bookings_for_its_owner() {
    let router = theatre(|limits| limits.bookings_per_address = Allowance::new(1, ONE)).router();
    let book = |email: &str, from: &str| {
        let mut body = booking();
        body["email"] = json!(email);
        Ask::book(body.to_string()).from(from)
    };
    assert_eq!(book("anna@example.org", "203.0.113.1:1").of(&router).await.status, 201);
    book("Anna@Example.org", "203.0.113.2:1").of(&router).await.problem(429, "rate-limited");
    assert_eq!(book("berta@example.org", "203.0.113.2:1").of(&router).await.status, 201);
    assert_eq!(book("anna@example.org", "198.51.100.7:1").of(&router).await.status, 201);
}

#[tokio::test]
async fn letters_to_an_address_wait_but_bookings_succeed() {
    let router = theatre(|limits| limits.letters_per_address = Allowance::new(1, ONE)).router();
    for network in 1..=4 {
        let from = format!("203.0.{network}.1:1");
        let answer = Ask::book(booking().to_string()).from(&from).of(&router).await;
        assert_eq!(answer.status, 201, "every booking succeeds");
    }
}

#[tokio::test]
async fn sign_in_attempts_are_limited_per_client() {
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

#[tokio::test]
async fn polling_for_mail_does_not_block_bookings() {
    let mut theatre = theatre(|limits| limits.reads_per_client = Allowance::new(1, ONE));
    let (status, delivery) = (Status::Confirmed, Delivery::Sent);
    theatre
        .reservations
        .expect_progress()
        .returning(move |_| Ok(Some(Progress { status, delivery })));
    let router = theatre.router();
    let wait = || Ask::get(&format!("/api/v1/reservations/{RESERVATION}")).from("203.0.113.1:1");
    assert_eq!(wait().of(&router).await.status, 200);
    wait().of(&router).await.problem(429, "rate-limited");

    let book = Ask::book(booking().to_string()).from("203.0.113.1:1");
    assert_eq!(book.of(&router).await.status, 201);
}

#[tokio::test]
async fn bookings_do_not_block_reading() {
    let router = theatre(|limits| limits.requests_per_client = Allowance::new(1, ONE)).router();
    let book = || Ask::book(booking().to_string()).from("203.0.113.1:1");
    assert_eq!(book().of(&router).await.status, 201);
    book().of(&router).await.problem(429, "rate-limited");
    let look = Ask::get("/api/openapi.json").from("203.0.113.1:1");
    assert_eq!(look.of(&router).await.status, 200);
}

/// A door in the foyer's network, where unknown clients may make one request.
fn door() -> Theatre {
    let mut theatre = theatre(|limits| limits.staff_per_client = Allowance::new(1, ONE));
    let known = Secret::parse(cookie().split_once('=').unwrap().1).unwrap().hash();
    theatre
        .sessions
        .expect_find()
        .returning(move |token, _, _| Ok((token == known).then(|| staff(Role::Door))));
    theatre
}

fn who() -> Ask {
    Ask::get("/api/v1/session").from("203.0.113.1:1")
}

#[tokio::test]
async fn unknown_clients_cannot_block_the_door() {
    let router = door().router();
    assert_eq!(who().staff().of(&router).await.status, 200);
    who().of(&router).await.problem(429, "rate-limited");
    for _ in 0..10 {
        assert_eq!(who().staff().of(&router).await.status, 200, "the session is known");
    }
}

#[tokio::test]
async fn made_up_sessions_share_the_clients_limit() {
    let router = door().router();
    let forged = |number| {
        let token = Secret::from_random([number; 32]).reveal();
        who().header("cookie", &format!("__Host-azionelab={token}"))
    };
    forged(1).of(&router).await.problem(401, "not-signed-in");
    for number in 1..5 {
        forged(number).of(&router).await.problem(429, "rate-limited");
    }
}

#[tokio::test]
async fn a_session_has_a_limit_too() {
    let router = theatre(|limits| limits.requests_per_client = Allowance::new(1, ONE))
        .signed_in(Role::Door)
        .router();
    for _ in 0..2 {
        assert_eq!(who().staff().of(&router).await.status, 200);
    }
    who().staff().of(&router).await.problem(429, "rate-limited");
}
