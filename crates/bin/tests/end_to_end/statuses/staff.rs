//! Staff accounts managed by administrators.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::Theatre,
};
use crate::{ask::Ask, company::PERFORMANCE, visitor::Letter};

const STAFF: &str = "/api/v1/admin/staff";
const ONE: &str = "/api/v1/admin/staff/{id}";
const INVITATION: &str = "/api/v1/admin/staff/{id}/invitation";
const DEACTIVATE: &str = "/api/v1/admin/staff/{id}/deactivate";
const REACTIVATE: &str = "/api/v1/admin/staff/{id}/reactivate";
const TOTP: &str = "/api/v1/admin/staff/{id}/totp";

/// An id that no account has.
const NOBODY: &str = PERFORMANCE;

fn of(route: &str, id: &str) -> String {
    route.replace("{id}", id)
}

fn admin(theatre: &Theatre, ask: Ask) -> Ask {
    theatre.as_staff("admin", ask.header("If-Match", "\"v1\""))
}

fn edit(id: &str, role: &str) -> Ask {
    Ask::new("PUT", &of(ONE, id)).json(&json!({ "name": "Nina Rossi", "role": role }))
}

fn post(route: &str, id: &str) -> Ask {
    Ask::new("POST", &of(route, id))
}

/// Returns the id of the only administrator.
fn last(theatre: &Theatre) -> String {
    let staff = theatre.send(&admin(theatre, Ask::get(STAFF))).expect(200);
    let everybody = staff["items"].as_array().unwrap();
    let ada = everybody.iter().find(|one| one["role"] == "admin").unwrap();
    ada["id"].as_str().unwrap().to_owned()
}

fn carried_out() -> Vec<Case> {
    vec![
        done("GET", STAFF, 200, |theatre| admin(theatre, Ask::get(STAFF))),
        done("GET", ONE, 200, |theatre| {
            admin(theatre, Ask::get(&of(ONE, &theatre.newcomer("door").id)))
        })
        .and(|answer| {
            assert_eq!(
                (answer.header("etag"), &answer.json()["status"]),
                ("\"v1\"", &json!("active"))
            );
        }),
        done("POST", STAFF, 201, |theatre| {
            let body = json!({
                "name": "Nina Nuova", "email": theatre.address(), "role": "door", "locale": "en",
            });
            admin(theatre, Ask::post(STAFF, &body))
        })
        .and(|answer| {
            let account = answer.json();
            assert_eq!((&account["status"], &account["version"]), (&json!("invited"), &json!(1)));
            assert_eq!(account["invitation_delivery"], "sent");
            assert_eq!(answer.header("etag"), "\"v1\"");
        }),
        done("PUT", ONE, 200, |theatre| {
            admin(theatre, edit(&theatre.newcomer("door").id, "box_office"))
        })
        .and(|answer| {
            assert_eq!(
                (answer.header("etag"), &answer.json()["role"]),
                ("\"v2\"", &json!("box_office"))
            );
        }),
        done("POST", INVITATION, 202, |theatre| {
            admin(theatre, post(INVITATION, &theatre.invited().0))
        }),
        done("POST", DEACTIVATE, 200, |theatre| {
            admin(theatre, post(DEACTIVATE, &theatre.newcomer("door").id))
        })
        .and(|answer| assert_eq!(answer.json()["status"], "deactivated")),
        done("POST", REACTIVATE, 200, |theatre| {
            admin(theatre, post(REACTIVATE, &theatre.newcomer("door").id))
        })
        .and(|answer| assert_eq!(answer.json()["status"], "active")),
        done("DELETE", TOTP, 200, |theatre| {
            admin(theatre, Ask::new("DELETE", &of(TOTP, &theatre.newcomer("door").id)))
        })
        .and(|answer| assert_eq!(answer.json()["has_totp"], false)),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = carried_out();
    let nobody = |method: &'static str, route: &'static str, ask: fn() -> Ask| {
        refused(method, route, 404, "not-found", move |theatre| admin(theatre, ask()))
    };
    cases.extend([
        nobody("GET", ONE, || Ask::get(&of(ONE, NOBODY))),
        nobody("GET", ONE, || Ask::get(&of(ONE, "nina"))),
        nobody("PUT", ONE, || edit(NOBODY, "door")),
        nobody("POST", INVITATION, || post(INVITATION, NOBODY)),
        nobody("POST", DEACTIVATE, || post(DEACTIVATE, NOBODY)),
        nobody("POST", REACTIVATE, || post(REACTIVATE, NOBODY)),
        nobody("DELETE", TOTP, || Ask::new("DELETE", &of(TOTP, NOBODY))),
        refused("POST", STAFF, 409, "address-taken", |theatre| {
            let body = json!({ "name": "Nina", "email": "DOOR@example.org", "role": "admin" });
            admin(theatre, Ask::post(STAFF, &body))
        }),
        done("PUT", ONE, 200, |theatre| {
            let mut body = json!({ "name": "Nina Nuova", "role": "door" });
            body["email"] = json!(theatre.address());
            admin(theatre, Ask::new("PUT", &of(ONE, &theatre.invited().0)).json(&body))
        })
        .and(|answer| {
            let account = answer.json();
            assert_eq!(account["invitation_delivery"], "sent", "it is sent to the new address");
            assert_eq!(account["status"], "invited");
        }),
        refused("PUT", ONE, 409, "address-taken", |theatre| {
            let body = json!({ "name": "Nina", "email": "DOOR@example.org", "role": "door" });
            admin(theatre, Ask::new("PUT", &of(ONE, &theatre.newcomer("door").id)).json(&body))
        }),
        refused("PUT", ONE, 409, "last-administrator", |theatre| {
            admin(theatre, edit(&last(theatre), "box_office"))
        }),
        refused("POST", DEACTIVATE, 409, "last-administrator", |theatre| {
            admin(theatre, post(DEACTIVATE, &last(theatre)))
        }),
        refused("POST", INVITATION, 409, "not-invited", |theatre| {
            admin(theatre, post(INVITATION, &theatre.newcomer("door").id))
        }),
        refused("PUT", ONE, 412, "edited-meanwhile", |theatre| {
            let id = theatre.newcomer("door").id;
            theatre.send(&admin(theatre, edit(&id, "box_office"))).expect(200);
            admin(theatre, edit(&id, "door"))
        }),
    ]);
    cases
}

#[test]
fn staff_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn an_invited_person_chooses_a_password_and_signs_in() {
    let theatre = Theatre::open();
    let body = json!({
        "name": "Nina Nuova", "email": "nina@example.org", "role": "box_office", "locale": "en",
    });
    let account = theatre.send(&admin(&theatre, Ask::post(STAFF, &body))).expect(201);
    let letter = Letter::to(&theatre.place, "nina@example.org");
    assert!(letter.text.starts_with("Hello Nina Nuova"), "{}", letter.text);

    let sign_in = |password: &str| {
        let body = json!({ "email": "nina@example.org", "password": password });
        theatre.send(&Ask::post("/api/v1/session", &body))
    };
    assert_eq!(sign_in("").problem(401), "wrong-credentials");
    let chosen = json!({ "new_password": "my own password" });
    let choose = Ask::post("/api/v1/staff-link", &chosen).holder(&letter.staff_secret());
    assert_eq!(theatre.send(&choose).status, 204);
    assert_eq!(sign_in("my own password").expect(200)["role"], "box_office");

    let path = of(ONE, account["id"].as_str().unwrap());
    let seen = theatre.send(&admin(&theatre, Ask::get(&path))).expect(200);
    assert_eq!((&seen["status"], &seen["invitation_delivery"]), (&json!("active"), &Value::Null));
    assert!(seen["last_seen_at"].is_string());
}

#[test]
fn a_deactivated_account_is_signed_out_at_once() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("door");
    theatre.send(&admin(&theatre, post(DEACTIVATE, &newcomer.id))).expect(200);
    let who = theatre.send(&newcomer.asks(Ask::get("/api/v1/session")));
    assert_eq!(who.problem(401), "not-signed-in");
    let body = json!({ "email": newcomer.email, "password": crate::company::PASSWORD });
    let answer = theatre.send(&Ask::post("/api/v1/session", &body));
    assert_eq!(answer.problem(401), "wrong-credentials");
}

#[test]
fn a_revoked_role_ends_at_once() {
    let theatre = Theatre::open();
    let newcomer = theatre.newcomer("admin");
    theatre.send(&newcomer.asks(Ask::get(STAFF))).expect(200);
    theatre.send(&admin(&theatre, edit(&newcomer.id, "door"))).expect(200);
    assert_eq!(theatre.send(&newcomer.asks(Ask::get(STAFF))).problem(403), "forbidden");
}

#[test]
fn an_invalid_account_names_the_field() {
    let theatre = Theatre::open();
    for (field, value, code) in [
        ("name", json!(""), "required"),
        ("name", json!("Nina\nBcc: all"), "invalid"),
        ("email", json!("nina"), "invalid"),
        ("role", json!("boss"), "invalid"),
        ("locale", json!("la"), "invalid"),
        ("password", json!("secret"), "unknown_field"),
    ] {
        let mut body = json!({ "name": "Nina", "email": "nina@example.org", "role": "door" });
        body[field] = value;
        let answer = theatre.send(&admin(&theatre, Ask::post(STAFF, &body)));
        assert_eq!(answer.problem(422), "validation", "{body}");
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)));
    }
}
