//! Limits on guessing passwords.

use crate::support::{Answer, Ask, Theatre, staff};
use axum::Router;
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_application::accounts::{Account, PasswordHash, Proof};
use azionelab_domain::{Role, Secret};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// The device token of a browser on which Dora has signed in before.
fn device() -> Secret {
    Secret::from_random([5; 32])
}

fn hash() -> PasswordHash {
    PasswordHash(SecretString::from("hash"))
}

/// Dora's password is "right". The counter counts the verified passwords.
fn theatre() -> (Theatre, Arc<AtomicUsize>) {
    let plenty = Allowance::new(1_000, std::time::Duration::from_secs(1));
    let mut theatre = Theatre::new();
    theatre.settings.rate_limit =
        Some(RateLimits { sign_ins_per_client: plenty, ..RateLimits::default() });
    theatre.staff_accounts.expect_by_email().returning(|email| {
        let member = staff(Role::Door);
        let account = Account { member, password: hash(), totp: None };
        Ok((account.member.email == *email).then_some(account))
    });
    let looked_at = Arc::new(AtomicUsize::new(0));
    let count = looked_at.clone();
    theatre.passwords.expect_verify().returning(move |typed, hash| {
        count.fetch_add(1, Ordering::Relaxed);
        typed.expose_secret() == "right" && hash.is_some()
    });
    theatre.sessions.expect_open().returning(|_, _| Ok(()));
    theatre.sessions.expect_issued_device().returning(|token| Ok(token == device().hash()));
    theatre.sessions.expect_knows_device().returning(|email, token| {
        Ok(token == device().hash() && *email == staff(Role::Door).email)
    });
    (theatre, looked_at)
}

fn sign_in(email: &str, password: &str) -> Ask {
    let body = json!({"email": email, "password": password}).to_string();
    Ask::post("/api/v1/session").json(body).from("203.0.113.1:1")
}

fn on_known_device(ask: Ask) -> Ask {
    ask.header("cookie", &format!("__Host-azionelab-device={}", device().reveal()))
}

/// Tries until an attempt is refused, and returns the number of attempts before.
async fn guess(router: &Router, ask: impl Fn() -> Ask) -> usize {
    for number in 0..100 {
        let answer = ask().of(router).await;
        if answer.status == 429 {
            let wait = answer.problem(429, "rate-limited")["retry_after"].as_u64().unwrap();
            assert!((1..=100).contains(&wait), "{wait} s");
            return number;
        }
        answer.problem(401, "wrong-credentials");
    }
    panic!("no attempt was refused")
}

#[tokio::test]
async fn guessing_is_limited_whether_or_not_the_account_exists() {
    let (theatre, looked_at) = theatre();
    let router = theatre.router();
    for email in ["dora@example.org", "DORA@example.org", "nobody@example.org"] {
        let free = guess(&router, || sign_in(email, "guess")).await;
        // All spellings of an address count as one account.
        assert_eq!(free, if email.starts_with("DORA") { 0 } else { 5 }, "{email}");
    }
    sign_in("dora@example.org", "right").of(&router).await.problem(429, "rate-limited");
    assert_eq!(looked_at.load(Ordering::Relaxed), 10, "a refused attempt is not verified");
}

#[tokio::test]
async fn guesses_from_many_addresses_are_counted_together() {
    let router = theatre().0.router();
    for place in 0..5 {
        let ask = sign_in("dora@example.org", "guess").from(&format!("198.51.100.{place}:1"));
        ask.of(&router).await.problem(401, "wrong-credentials");
    }
    let ask = sign_in("dora@example.org", "guess").from("192.0.2.1:1");
    ask.of(&router).await.problem(429, "rate-limited");
}

#[tokio::test]
async fn guessing_elsewhere_does_not_slow_down_a_known_browser() {
    let (mut theatre, _) = theatre();
    let one = Allowance::new(1, std::time::Duration::from_secs(100));
    theatre.settings.rate_limit =
        Some(RateLimits { sign_ins_per_client: one, ..RateLimits::default() });
    let router = theatre.router();
    guess(&router, || sign_in("dora@example.org", "guess")).await;
    // From the same address, which may serve a whole foyer.
    let answer = on_known_device(sign_in("dora@example.org", "right")).of(&router).await;
    assert_eq!(answer.status, 200);
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let prefix = format!("__Host-azionelab-device={};", device().reveal());
    assert!(cookies[1].to_str().unwrap().starts_with(&prefix), "the browser keeps its token");
}

#[tokio::test]
async fn guessing_in_a_known_browser_is_limited_too() {
    let router = theatre().0.router();
    let guesses = guess(&router, || on_known_device(sign_in("dora@example.org", "guess"))).await;
    assert_eq!(guesses, 10);
    // The browser is known for Dora's account only.
    let others = guess(&router, || on_known_device(sign_in("nobody@example.org", "guess"))).await;
    assert_eq!(others, 5);
}

#[tokio::test]
async fn a_successful_sign_in_resets_the_count() {
    let router = theatre().0.router();
    let ask = |password| on_known_device(sign_in("dora@example.org", password)).of(&router);
    for _ in 0..3 {
        for _ in 0..8 {
            ask("guess").await.problem(401, "wrong-credentials");
        }
        assert_eq!(ask("right").await.status, 200);
    }
}

#[tokio::test]
async fn the_device_cookie_cannot_be_read_by_scripts() {
    let router = theatre().0.router();
    let answer: Answer = sign_in("dora@example.org", "right").of(&router).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let cookie = cookies[1].to_str().unwrap();
    assert!(cookie.starts_with("__Host-azionelab-device="));
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=34560000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn guessing_in_an_open_session_is_limited() {
    let (theatre, looked_at) = theatre();
    let mut theatre = theatre.signed_in(Role::Door);
    theatre.credentials.expect_proof().returning(|_| {
        Ok(Some(Proof {
            password: hash(),
            has_totp: false,
            prepared_totp: None,
            recovery_codes_left: 0,
        }))
    });
    let router = theatre.router();
    for number in 0..12 {
        let (method, path, body) = match number % 3 {
            0 => ("POST", "/api/v1/account/totp", json!({"password": "guess"})),
            1 => ("DELETE", "/api/v1/account/totp", json!({"password": "guess"})),
            _ => (
                "PUT",
                "/api/v1/account/password",
                json!({"current_password": "guess", "new_password": "another long one"}),
            ),
        };
        let answer = Ask::new(method, path).staff().json(body.to_string()).of(&router).await;
        assert_eq!(answer.status, if number < 10 { 422 } else { 429 }, "{number}");
    }
    assert_eq!(looked_at.load(Ordering::Relaxed), 10);
}

#[tokio::test]
async fn password_reset_links_are_limited() {
    let (mut theatre, _) = theatre();
    let two = Allowance::new(2, std::time::Duration::from_secs(100));
    theatre.settings.rate_limit =
        Some(RateLimits { sign_ins_per_client: two, ..RateLimits::default() });
    theatre.staff_links.expect_ask_reset().times(2).returning(|_, _, _, _| Ok(()));
    let router = theatre.router();
    let ask = || {
        let body = json!({"email": "dora@example.org"}).to_string();
        Ask::post("/api/v1/password-reset").json(body).from("203.0.113.1:1")
    };
    for _ in 0..2 {
        let answer = ask().of(&router).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (202, String::new()));
    }
    ask().of(&router).await.problem(429, "rate-limited");
}
