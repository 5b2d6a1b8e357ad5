//! A staff member's own account, and the links in messages to staff.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::Theatre,
};
use crate::{ask::Ask, company::PASSWORD, program::eventually, visitor::Letter};

const ACCOUNT: &str = "/api/v1/account";
const CHANGE: &str = "/api/v1/account/password";
const TOTP: &str = "/api/v1/account/totp";
const CODES: &str = "/api/v1/account/recovery-codes";
const SESSIONS: &str = "/api/v1/account/sessions";
const SESSION: &str = "/api/v1/account/sessions/{id}";
const RESET: &str = "/api/v1/password-reset";
const LINK: &str = "/api/v1/staff-link";
const SIGN_IN: &str = "/api/v1/session";

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn put(path: &str, body: &Value) -> Ask {
    Ask::new("PUT", path).json(body)
}

fn password() -> Value {
    json!({ "password": PASSWORD })
}

/// The code that an authenticator app with this secret shows now.
fn code(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the program's clock is the system's")]
    let now = u64::try_from(Timestamp::now().as_second()).unwrap();
    totp.generate(now).to_string()
}

fn second_factor() -> Vec<Case> {
    vec![
        done("POST", TOTP, 200, |theatre| {
            theatre.newcomer("door").asks(Ask::post(TOTP, &password()))
        })
        .and(|answer| {
            let setup = answer.json();
            assert!(setup["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
            assert!(setup["qr_svg"].as_str().unwrap().contains("<svg"));
            assert_eq!(setup["secret"].as_str().unwrap().len(), 32);
        }),
        done("PUT", TOTP, 200, |theatre| {
            let newcomer = theatre.newcomer("door");
            let ask = newcomer.asks(Ask::post(TOTP, &password()));
            let secret = theatre.send(&ask).expect(200)["secret"].as_str().unwrap().to_owned();
            newcomer.asks(put(TOTP, &json!({ "code": code(&secret) })))
        })
        .and(|answer| {
            assert_eq!(answer.json()["recovery_codes"].as_array().unwrap().len(), 10);
        }),
        refused("PUT", TOTP, 409, "no-totp-prepared", |theatre| {
            theatre.newcomer("door").asks(put(TOTP, &json!({ "code": "123456" })))
        }),
        refused("PUT", TOTP, 422, "validation", |theatre| {
            let newcomer = theatre.newcomer("door");
            theatre.send(&newcomer.asks(Ask::post(TOTP, &password()))).expect(200);
            newcomer.asks(put(TOTP, &json!({ "code": "00000000" })))
        }),
        done("DELETE", TOTP, 204, |theatre| {
            theatre.newcomer("door").asks(Ask::new("DELETE", TOTP).json(&password()))
        }),
        done("POST", CODES, 200, |theatre| {
            let newcomer = theatre.newcomer("door");
            theatre.sql(&format!(
                "UPDATE staff SET totp_secret = '{SECRET}' WHERE id = '{}'",
                newcomer.id
            ));
            newcomer.asks(Ask::post(CODES, &password()))
        }),
        refused("POST", CODES, 409, "no-totp", |theatre| {
            theatre.newcomer("door").asks(Ask::post(CODES, &password()))
        }),
    ]
}

fn links() -> Vec<Case> {
    let chosen = || json!({ "new_password": "a longer password" });
    vec![
        done("POST", RESET, 202, |_| Ask::post(RESET, &json!({ "email": "nobody@example.org" }))),
        done("GET", LINK, 200, |theatre| Ask::get(LINK).holder(&theatre.invited().1)).and(
            |answer| {
                let link = answer.json();
                assert_eq!(
                    (&link["purpose"], &link["name"]),
                    (&json!("invitation"), &json!("Nina Nuova"))
                );
            },
        ),
        done("POST", LINK, 204, move |theatre| {
            Ask::post(LINK, &chosen()).holder(&theatre.invited().1)
        })
        .and(|answer| {
            assert!(answer.header("set-cookie").starts_with("azionelab-device="));
        }),
        refused("POST", LINK, 404, "unknown-link", move |theatre| {
            let ask = Ask::post(LINK, &chosen()).holder(&theatre.invited().1);
            assert_eq!(theatre.send(&ask).status, 204);
            ask
        }),
        refused("POST", LINK, 422, "validation", |theatre| {
            Ask::post(LINK, &json!({ "new_password": "short" })).holder(&theatre.invited().1)
        }),
        refused("POST", LINK, 422, "validation", |theatre| {
            Ask::post(LINK, &json!({ "new_password": "Nina Nuova 12" }))
                .holder(&theatre.invited().1)
        })
        .and(|answer| assert_eq!(answer.json()["errors"][0]["code"], "own_words")),
        refused("POST", LINK, 422, "validation", |theatre| {
            Ask::post(LINK, &json!({ "new_password": "password123" })).holder(&theatre.invited().1)
        })
        .and(|answer| assert_eq!(answer.json()["errors"][0]["code"], "too_common")),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = second_factor();
    cases.extend(links());
    cases.extend([
        done("GET", ACCOUNT, 200, |theatre| theatre.newcomer("door").asks(Ask::get(ACCOUNT)))
            .and(|answer| assert_eq!(answer.json()["has_totp"], false)),
        done("PUT", CHANGE, 204, |theatre| {
            let body = json!({ "current_password": PASSWORD, "new_password": "a longer password" });
            theatre.newcomer("door").asks(put(CHANGE, &body))
        }),
        refused("PUT", CHANGE, 422, "validation", |theatre| {
            let body = json!({ "current_password": "guess", "new_password": "a longer password" });
            theatre.newcomer("door").asks(put(CHANGE, &body))
        })
        .and(|answer| {
            let error = &answer.json()["errors"][0];
            assert_eq!(
                (&error["field"], &error["code"]),
                (&json!("current_password"), &json!("wrong"))
            );
        }),
        done("GET", SESSIONS, 200, |theatre| theatre.newcomer("door").asks(Ask::get(SESSIONS)))
            .and(|answer| assert_eq!(answer.json()["items"][0]["is_current"], true)),
        done("DELETE", SESSIONS, 204, |theatre| {
            theatre.newcomer("door").asks(Ask::new("DELETE", SESSIONS))
        })
        .and(|answer| assert!(answer.header("set-cookie").contains("Max-Age=0"))),
        done("DELETE", SESSION, 204, |theatre| {
            let newcomer = theatre.newcomer("door");
            let sessions = theatre.send(&newcomer.asks(Ask::get(SESSIONS))).expect(200);
            let id = sessions["items"][0]["id"].as_str().unwrap().to_owned();
            newcomer.asks(Ask::new("DELETE", &format!("{SESSIONS}/{id}")))
        }),
        refused("DELETE", SESSION, 404, "not-found", |theatre| {
            let others = theatre.as_staff("admin", Ask::get(SESSIONS));
            let id = theatre.send(&others).expect(200)["items"][0]["id"].clone();
            let path = format!("{SESSIONS}/{}", id.as_str().unwrap());
            theatre.newcomer("door").asks(Ask::new("DELETE", &path))
        }),
    ]);
    cases
}

#[test]
fn account_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn a_forgotten_password_is_reset_by_mail_and_ends_all_sessions() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("box_office");
    let letters = theatre.place.letters().len();
    let ask = Ask::post(RESET, &json!({ "email": newcomer.email.to_uppercase() }));
    let stranger = Ask::post(RESET, &json!({ "email": "nobody@example.org" }));
    for ask in [&ask, &ask, &stranger] {
        let answer = theatre.send(ask);
        assert_eq!((answer.status, answer.text()), (202, String::new()));
    }
    let letter = eventually("the message arrives", || {
        theatre.place.letters().get(letters).map(|raw| Letter::read(raw))
    });
    assert!(letter.text.contains("Ciao Nina Nuova"), "{}", letter.text);
    let chosen = json!({ "new_password": "un'altra password" });
    let choose = Ask::post(LINK, &chosen).holder(&letter.staff_secret());
    assert_eq!(theatre.send(&choose).status, 204);

    let who = theatre.send(&newcomer.asks(Ask::get(SIGN_IN)));
    assert_eq!(who.problem(401), "not-signed-in");
    for (password, status) in [(PASSWORD, 401), ("un'altra password", 200)] {
        let body = json!({ "email": newcomer.email, "password": password });
        assert_eq!(theatre.send(&Ask::post(SIGN_IN, &body)).status, status);
    }
    assert_eq!(theatre.place.letters().len(), letters + 1, "two requests at once send one message");
}

#[test]
fn a_recovery_code_replaces_the_phone_once() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("door");
    let setup = theatre.send(&newcomer.asks(Ask::post(TOTP, &password()))).expect(200);
    let shown = json!({ "code": code(setup["secret"].as_str().unwrap()) });
    let codes = theatre.send(&newcomer.asks(put(TOTP, &shown))).expect(200);
    let first = codes["recovery_codes"][0].as_str().unwrap();

    let sign_in = |totp: Option<&str>| {
        let body = json!({ "email": newcomer.email, "password": PASSWORD, "totp": totp });
        theatre.send(&Ask::post(SIGN_IN, &body))
    };
    assert_eq!(sign_in(None).problem(401), "totp-required");
    let answer = sign_in(Some(&first.to_uppercase()));
    answer.expect(200);
    assert_eq!(sign_in(Some(first)).problem(401), "wrong-credentials");
    let account = theatre.send(&newcomer.asks(Ask::get(ACCOUNT))).expect(200);
    assert_eq!((&account["has_totp"], &account["recovery_codes_left"]), (&json!(true), &json!(9)));
}

#[test]
fn a_new_password_ends_all_other_sessions() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("door");
    let elsewhere = theatre.signed_in(&newcomer.email);
    let body = json!({ "current_password": PASSWORD, "new_password": "a longer password" });
    assert_eq!(theatre.send(&newcomer.asks(put(CHANGE, &body))).status, 204);
    theatre.send(&newcomer.asks(Ask::get(SIGN_IN))).expect(200);
    let who = theatre.send(&Ask::get(SIGN_IN).header("Cookie", &elsewhere));
    assert_eq!(who.problem(401), "not-signed-in");
}

#[test]
fn a_form_on_another_site_has_no_effect() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("admin");
    let before = theatre.send(&newcomer.asks(Ask::get("/api/v1/admin/staff"))).expect(200);
    for (method, path, body) in [
        ("POST", "/api/v1/admin/staff", "name=Eva&email=eva%40evil.example&role=admin"),
        ("POST", "/api/v1/account/totp", "password=guess"),
        ("POST", "/api/v1/session", "email=eva%40evil.example&password=guess"),
    ] {
        let form = newcomer
            .asks(Ask::new(method, path).bytes(body))
            .header("Content-Type", "application/x-www-form-urlencoded");
        let foreign = form.clone().header("Origin", "https://evil.example");
        assert_eq!(theatre.send(&foreign).problem(403), "cross-site", "{path}");
        let foreign = form.clone().header("Sec-Fetch-Site", "cross-site");
        assert_eq!(theatre.send(&foreign).problem(403), "cross-site", "{path}");
        assert_eq!(theatre.send(&form).problem(415), "unsupported-media-type", "{path}");
    }
    let after = theatre.send(&newcomer.asks(Ask::get("/api/v1/admin/staff"))).expect(200);
    assert_eq!(after["items"].as_array().unwrap().len(), before["items"].as_array().unwrap().len());
}

#[test]
fn a_forged_or_foreign_cookie_is_refused() {
    let (ours, theirs) = (Theatre::open(), Theatre::open());
    let foreign = theirs.newcomer("admin").cookie;
    let own = ours.newcomer("admin").cookie;
    let mut forged = own.clone().into_bytes();
    let last = forged.len() - 2;
    forged[last] = if forged[last] == b'A' { b'B' } else { b'A' };
    let device = own.replace("azionelab=", "azionelab-device=");
    for cookie in [foreign, String::from_utf8(forged).unwrap(), device] {
        for path in [SIGN_IN, "/api/v1/admin/staff", SESSIONS] {
            let answer = ours.send(&Ask::get(path).header("Cookie", &cookie));
            assert_eq!(answer.problem(401), "not-signed-in", "{path}");
        }
    }
}
