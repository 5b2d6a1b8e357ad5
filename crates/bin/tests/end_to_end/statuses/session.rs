//! Signing in and out.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::Theatre,
};
use crate::{ask::Ask, company::PASSWORD};

const SESSION: &str = "/api/v1/session";

fn sign_in(email: &str, password: &str) -> Ask {
    Ask::post(SESSION, &json!({ "email": email, "password": password }))
}

fn with_one_time_codes(theatre: &Theatre) {
    theatre.sql(
        "UPDATE staff SET totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' WHERE role = 'admin'",
    );
}

pub fn cases() -> Vec<Case> {
    let wrong = |ask: fn(&Theatre) -> Ask| refused("POST", SESSION, 401, "wrong-credentials", ask);
    vec![
        done("POST", SESSION, 200, |_| sign_in("Door@Example.ORG", PASSWORD)).and(|answer| {
            assert_eq!(answer.json()["role"], "door");
            assert!(answer.header("set-cookie").starts_with("azionelab="));
        }),
        done("GET", SESSION, 200, |theatre| theatre.as_staff("door", Ask::get(SESSION))),
        done("DELETE", SESSION, 204, |_| Ask::new("DELETE", SESSION))
            .and(|answer| assert!(answer.header("set-cookie").contains("Max-Age=0"))),
        wrong(|_| sign_in("door@example.org", "guess")),
        wrong(|_| sign_in("nobody@example.org", PASSWORD)),
        wrong(|_| sign_in("no address", PASSWORD)),
        wrong(|_| sign_in("door@example.org' --", PASSWORD)),
        wrong(|_| sign_in("door@example.org", "")),
        wrong(|_| sign_in("door@example.org", &PASSWORD.to_uppercase())),
        refused("POST", SESSION, 401, "totp-required", |theatre| {
            with_one_time_codes(theatre);
            sign_in("admin@example.org", PASSWORD)
        }),
        wrong(|theatre| {
            with_one_time_codes(theatre);
            let body =
                json!({ "email": "admin@example.org", "password": PASSWORD, "totp": "00000000" });
            Ask::post(SESSION, &body)
        }),
        wrong(|theatre| {
            with_one_time_codes(theatre);
            sign_in("admin@example.org", "guess")
        }),
        refused("GET", SESSION, 401, "not-signed-in", |_| {
            Ask::get(SESSION).header("Cookie", "azionelab=admin; role=admin")
        }),
    ]
}

#[test]
fn session_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn an_unknown_account_gets_the_same_answer_as_a_known_one() {
    let theatre = Theatre::open();
    let refusal = |email: &str| {
        let answer = theatre.send(&sign_in(email, "guess"));
        assert_eq!(answer.header("set-cookie"), "");
        answer.expect(401)
    };
    assert_eq!(refusal("door@example.org"), refusal("nobody@example.org"));
}

#[test]
fn credentials_of_a_wrong_type_name_the_field() {
    let theatre = Theatre::open();
    for (field, value, code) in [
        ("email", Value::Null, "required"),
        ("email", json!(["door@example.org"]), "invalid"),
        ("password", Value::Null, "required"),
        ("password", json!({ "$ne": "" }), "invalid"),
        ("totp", json!(123_456), "invalid"),
        ("role", json!("admin"), "unknown_field"),
    ] {
        let mut body = json!({ "email": "door@example.org", "password": PASSWORD });
        body[field] = value;
        let answer = theatre.send(&Ask::post(SESSION, &body));
        assert_eq!(answer.problem(422), "validation");
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)));
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[test]
fn a_session_ends_at_sign_out_and_at_its_expiry() {
    let theatre = Theatre::open();
    let open = || {
        let answer = theatre.send(&sign_in("door@example.org", PASSWORD));
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    };
    let who = |cookie: &str| theatre.send(&Ask::get(SESSION).header("Cookie", cookie));
    let (first, second) = (open(), open());
    assert_eq!(theatre.send(&Ask::new("DELETE", SESSION).header("Cookie", &first)).status, 204);
    assert_eq!(who(&first).problem(401), "not-signed-in");
    who(&second).expect(200);
    theatre.sql("UPDATE sessions SET last_used_at = now() - interval '13 hours'");
    assert_eq!(who(&second).problem(401), "not-signed-in");

    let third = open();
    theatre.sql(
        "UPDATE sessions SET created_at = now() - interval '8 days',
        expires_at = now() - interval '1 second'",
    );
    assert_eq!(who(&third).problem(401), "not-signed-in");
}
