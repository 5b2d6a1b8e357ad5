use azionelab_application::ports::{Account, PasswordHash, TotpSecret};
use azionelab_domain::Role;
use insta::assert_json_snapshot;
use secrecy::SecretString;
use serde_json::json;

use crate::support::{Ask, PERFORMANCE, Theatre, cookie, staff};

fn sign_in(email: &str) -> Ask {
    let body = json!({"email": email, "password": "a long password"}).to_string();
    Ask::post("/api/v1/session").json(body)
}

fn with_account(totp: bool) -> Theatre {
    let mut theatre = Theatre::new();
    theatre.staff_accounts.expect_by_email().returning(move |_| {
        Ok(Some(Account {
            member: staff(Role::Door),
            password: PasswordHash(SecretString::from("hash")),
            totp: totp.then(|| TotpSecret(SecretString::from("totp"))),
        }))
    });
    theatre.passwords.expect_verify().returning(|_, hash| hash.is_some());
    theatre.sessions.expect_open().returning(|_, _| Ok(()));
    theatre
}

#[tokio::test]
async fn who_signs_in_gets_a_cookie_that_scripts_cannot_read() {
    let answer = with_account(false).ask(sign_in("dora@example.org")).await;
    assert_eq!(answer.status, 200);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-azionelab="));
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Expires=Sat, 31 Oct 2026"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn a_wrong_address_is_verified_like_a_right_one() {
    for email in ["nobody@example.org", "no address"] {
        let mut theatre = Theatre::new();
        theatre.staff_accounts.expect_by_email().returning(|_| Ok(None));
        theatre.passwords.expect_verify().times(1).returning(|_, _| false);
        let answer = theatre.ask(sign_in(email)).await;
        answer.problem(401, "wrong-credentials");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for() {
    with_account(true).ask(sign_in("dora@example.org")).await.problem(401, "totp-required");
}

#[tokio::test]
async fn nobody_signs_in_with_nothing() {
    let ask = Ask::post("/api/v1/session").json("{\"user\":1}");
    assert_eq!(
        Theatre::new().ask(ask).await.faults(),
        ["user: unknown_field", "email: required", "password: required"]
    );
}

#[tokio::test]
async fn a_session_says_whose_it_is() {
    let ask = Ask::get("/api/v1/session").staff();
    assert_json_snapshot!(Theatre::new().signed_in(Role::BoxOffice).ask(ask).await.json());
}

#[tokio::test]
async fn without_a_session_there_is_nothing_for_staff() {
    let mut theatre = Theatre::new();
    theatre.sessions.expect_find().returning(|_, _, _| Ok(None));
    let router = theatre.router();
    let list = format!("/api/v1/door/performances/{PERFORMANCE}");
    for (method, path) in [
        ("GET", "/api/v1/session"),
        ("GET", "/api/v1/door/performances"),
        ("GET", list.as_str()),
        ("POST", "/api/v1/check-ins"),
        ("DELETE", "/api/v1/check-ins/x"),
        ("GET", "/api/v1/account"),
        ("DELETE", "/api/v1/account/sessions"),
        ("PUT", "/api/v1/account/password"),
        ("GET", "/api/v1/admin/audit"),
        ("PUT", "/api/v1/admin/site"),
    ] {
        Ask::new(method, path).of(&router).await.problem(401, "not-signed-in");
        let ended = Ask::new(method, path).header("cookie", &cookie());
        ended.of(&router).await.problem(401, "not-signed-in");
        let cut = Ask::new(method, path).header("cookie", "__Host-azionelab=x");
        cut.of(&router).await.problem(401, "not-signed-in");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_and_clears_the_cookie() {
    let mut theatre = Theatre::new();
    theatre.sessions.expect_close().times(1).returning(|_, _| Ok(()));
    theatre.sessions.expect_find().returning(|_, _, _| Ok(Some(staff(Role::Door))));
    let router = theatre.router();
    for ask in
        [Ask::new("DELETE", "/api/v1/session").staff(), Ask::new("DELETE", "/api/v1/session")]
    {
        let answer = ask.of(&router).await;
        assert_eq!(answer.status, 204);
        assert!(answer.header("set-cookie").starts_with("__Host-azionelab=;"));
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
    }
}

#[tokio::test]
async fn the_door_of_another_day_is_not_for_every_role() {
    let mut theatre = Theatre::new().signed_in(Role::Door);
    theatre.programme.expect_site().returning(|| Ok(crate::support::site()));
    theatre.door_lists.expect_house().returning(|_, _| {
        let mut performance = *crate::support::house().performance();
        performance.starts_at = crate::support::time("2027-01-01T19:00:00Z");
        let mut listing = crate::support::listing();
        listing.house = azionelab_domain::House::new(performance, *listing.house.policy());
        Ok(Some(azionelab_application::ports::DoorHouse { listing, confirmed: 0, admitted: 0 }))
    });
    let path = format!("/api/v1/door/performances/{PERFORMANCE}");
    theatre.ask(Ask::get(&path).staff()).await.problem(403, "forbidden");
}
