use crate::support::{Ask, PERFORMANCE, Theatre, cookie, staff};
use azionelab_application::{
    accounts::{Account, PasswordHash, TotpSecret},
    mail::BaseUrl,
    programme::Attendance,
};
use azionelab_domain::Role;
use insta::assert_json_snapshot;
use rstest::rstest;
use secrecy::SecretString;
use serde_json::json;

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
async fn the_session_cookie_cannot_be_read_by_scripts() {
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

/// The cookies that a site at `base_url` sets for a request to `host`.
async fn cookies_at(base_url: &str, host: &str) -> Vec<String> {
    let mut theatre = with_account(false);
    theatre.settings.base_url = BaseUrl::parse(base_url).unwrap();
    let answer = theatre.ask(sign_in("dora@example.org").header("host", host)).await;
    assert_eq!(answer.status, 200);
    let cookies = answer.headers.get_all("set-cookie").iter();
    cookies.map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

#[rstest]
#[case("http://localhost:8080", "localhost:8080")]
#[case("http://127.0.0.1:8080", "127.0.0.1:8080")]
#[case("http://[::1]:8080", "[::1]:8080")]
#[case("http://localhost:8080", "127.0.0.1:8080")]
#[tokio::test]
async fn local_cookies_over_plain_http_are_not_secure(#[case] base_url: &str, #[case] host: &str) {
    let cookies = cookies_at(base_url, host).await;
    assert!(cookies[0].starts_with("azionelab="), "{}", cookies[0]);
    assert!(cookies[1].starts_with("azionelab-device="), "{}", cookies[1]);
    for cookie in cookies {
        assert!(!cookie.contains("Secure"), "{cookie}");
        for attribute in ["Path=/", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
    }
}

#[rstest]
#[case::tls("https://teatro.example", "teatro.example")]
#[case::tls_on_this_machine("https://localhost", "localhost")]
#[case::plain_elsewhere("http://teatro.example", "teatro.example")]
#[case::another_name("http://localhost:8080", "192.168.1.5:8080")]
#[tokio::test]
async fn all_other_cookies_are_secure_and_host_only(#[case] base_url: &str, #[case] host: &str) {
    let cookies = cookies_at(base_url, host).await;
    assert!(cookies[0].starts_with("__Host-azionelab="), "{}", cookies[0]);
    assert!(cookies[1].starts_with("__Host-azionelab-device="), "{}", cookies[1]);
    assert!(cookies.iter().all(|cookie| cookie.contains("; Secure;")), "{cookies:?}");
}

#[tokio::test]
async fn a_plain_cookie_signs_in_locally_and_is_cleared() {
    let mut theatre = Theatre::new().signed_in(Role::Door);
    theatre.settings.base_url = BaseUrl::parse("http://localhost:8080").unwrap();
    theatre.sessions.expect_close().times(1).returning(|_, _| Ok(()));
    let router = theatre.router();
    let plain = cookie().replace("__Host-", "");
    let ask = |method, host, cookie: &str| {
        Ask::new(method, "/api/v1/session").header("host", host).header("cookie", cookie)
    };
    assert_eq!(ask("GET", "localhost:8080", &plain).of(&router).await.status, 200);
    ask("GET", "localhost:8080", &cookie()).of(&router).await.problem(401, "not-signed-in");
    ask("GET", "192.168.1.5", &plain).of(&router).await.problem(401, "not-signed-in");
    let answer = ask("DELETE", "localhost:8080", &plain).of(&router).await;
    assert!(answer.header("set-cookie").starts_with("azionelab=; Path=/; HttpOnly"));
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_known_one() {
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
async fn a_second_factor_is_required() {
    with_account(true).ask(sign_in("dora@example.org")).await.problem(401, "totp-required");
}

#[tokio::test]
async fn signing_in_needs_credentials() {
    let ask = Ask::post("/api/v1/session").json("{\"user\":1}");
    assert_eq!(
        Theatre::new().ask(ask).await.faults(),
        ["user: unknown_field", "email: required", "password: required"]
    );
}

#[tokio::test]
async fn a_session_names_its_member_of_staff() {
    let ask = Ask::get("/api/v1/session").staff();
    assert_json_snapshot!(Theatre::new().signed_in(Role::BoxOffice).ask(ask).await.json());
}

#[tokio::test]
async fn staff_routes_need_a_session() {
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
async fn the_door_role_sees_only_todays_door_lists() {
    let mut theatre = Theatre::new().signed_in(Role::Door);
    theatre.programme.expect_site().returning(|| Ok(crate::support::site()));
    theatre.door_lists.expect_house().returning(|_, _| {
        let mut performance = *crate::support::house().performance();
        performance.starts_at = crate::support::time("2027-01-01T19:00:00Z");
        let mut listing = crate::support::listing();
        listing.house = azionelab_domain::House::new(performance, *listing.house.policy());
        Ok(Some(azionelab_application::door::DoorHouse {
            listing,
            attendance: Attendance::default(),
        }))
    });
    let path = format!("/api/v1/door/performances/{PERFORMANCE}");
    theatre.ask(Ask::get(&path).staff()).await.problem(403, "forbidden");
}
