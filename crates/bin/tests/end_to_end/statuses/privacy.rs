//! Export and erasure of one guest's data by an administrator.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, Theatre},
};
use crate::ask::Ask;

const EXPORT: &str = "/api/v1/admin/privacy/export";
const ERASE: &str = "/api/v1/admin/privacy/erase";

fn asks(theatre: &Theatre, path: &str, body: &Value) -> Ask {
    theatre.as_staff("admin", Ask::post(path, body))
}

/// Returns the address of a party.
fn address(theatre: &Theatre, party: &Party) -> String {
    let seen = party.asks("GET", "").of(&theatre.program).expect(200);
    seen["email"].as_str().unwrap().to_owned()
}

pub fn cases() -> Vec<Case> {
    vec![
        done("POST", EXPORT, 200, |theatre| {
            let email = address(theatre, &theatre.confirmed());
            asks(theatre, EXPORT, &json!({ "email": email.to_uppercase() }))
        })
        .and(|answer| {
            let data = answer.json();
            assert_eq!(data["reservations"].as_array().unwrap().len(), 1);
            let stored = &data["reservations"][0];
            assert_eq!(
                (&stored["status"], &stored["is_coming"]),
                (&json!("confirmed"), &json!(true))
            );
            assert_eq!(stored["letters"].as_array().unwrap().len(), 2);
        }),
        done("POST", EXPORT, 200, |theatre| {
            asks(theatre, EXPORT, &json!({ "email": "nobody@example.org" }))
        })
        .and(|answer| assert_eq!(answer.json()["reservations"], json!([]))),
        done("POST", ERASE, 200, |theatre| {
            let party = theatre.confirmed();
            let email = address(theatre, &party);
            asks(theatre, ERASE, &json!({ "email": email, "cancel": [party.id] }))
        })
        .and(|answer| assert_eq!(answer.json(), json!({ "reservations": 1, "cancelled": 1 }))),
        done("POST", ERASE, 200, |theatre| {
            asks(theatre, ERASE, &json!({ "email": "nobody@example.org", "cancel": [] }))
        })
        .and(|answer| assert_eq!(answer.json(), json!({ "reservations": 0, "cancelled": 0 }))),
        refused("POST", ERASE, 412, "edited-meanwhile", |theatre| {
            let email = address(theatre, &theatre.confirmed());
            asks(theatre, ERASE, &json!({ "email": email, "cancel": [] }))
        }),
    ]
}

#[test]
fn privacy_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn the_audit_of_an_erasure_has_no_name() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let email = address(&theatre, &party);
    let free = theatre.seen();
    theatre.send(&asks(&theatre, EXPORT, &json!({ "email": email }))).expect(200);
    let erase = asks(&theatre, ERASE, &json!({ "email": email, "cancel": [party.id] }));
    theatre.send(&erase).expect(200);
    assert_ne!(theatre.seen()["seats"], free["seats"], "the seats are free again");
    let again = theatre.send(&erase).expect(200);
    assert_eq!(again, json!({ "reservations": 0, "cancelled": 0 }));

    let audit = theatre.send(&theatre.as_staff("admin", Ask::get("/api/v1/admin/audit")));
    let text = audit.text();
    assert!(!text.contains(&email) && !text.contains("Quattrocchi"), "{text}");
    let entries = audit.expect(200);
    let actions: Vec<_> = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .filter(|action| !action.starts_with("session."))
        .collect();
    assert_eq!(actions, ["reservation.erase", "reservation.cancel", "privacy.export"]);
    assert!(!theatre.program.log().contains(&email));
}
