//! Check-ins at the door.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, Theatre},
};
use crate::{ask::Ask, company::PERFORMANCE};

const CHECK_INS: &str = "/api/v1/check-ins";
const UNDO: &str = "/api/v1/check-ins/{id}";
const TODAY: &str = "/api/v1/door/performances";
const LIST: &str = "/api/v1/door/performances/{id}";

const IN_FIVE_DAYS: &str = "starts_at = starts_at + interval '5 days'";

fn as_door(ask: Ask, theatre: &Theatre) -> Ask {
    theatre.as_staff("door", ask)
}

fn list(performance: &str) -> Ask {
    Ask::get(&format!("{TODAY}/{performance}"))
}

/// Changes the performance of a party.
fn but(theatre: &Theatre, party: Party, change: &str) -> Party {
    theatre.change(&party.performance, change);
    party
}

fn carried_out() -> Vec<Case> {
    vec![
        done("POST", CHECK_INS, 201, |theatre| theatre.scan(&theatre.confirmed(), &json!({}))).and(
            |answer| {
                let admission = answer.json();
                assert_eq!((&admission["seats"], &admission["remaining"]), (&json!(2), &json!(0)));
                assert_eq!(admission["name"], "Ginevra Quattrocchi");
            },
        ),
        done("POST", CHECK_INS, 201, |theatre| {
            let party = theatre.confirmed();
            let by_name = json!({
                "reservation_id": party.id, "performance_id": party.performance,
            });
            as_door(Ask::post(CHECK_INS, &by_name), theatre)
        }),
        done("POST", CHECK_INS, 201, |theatre| {
            let party = but(theatre, theatre.confirmed(), IN_FIVE_DAYS);
            let ask = theatre.scan(&party, &json!({ "override": "prova generale" }));
            theatre.as_staff("box_office", ask)
        }),
        done("POST", CHECK_INS, 201, |theatre| {
            theatre.scan(&theatre.lapsed(), &json!({ "confirm": true }))
        })
        .and(|answer| assert_eq!(answer.json()["admitted"], 2)),
        done("DELETE", UNDO, 204, |theatre| {
            let scan = theatre.scan(&theatre.confirmed(), &json!({}));
            let admission = theatre.send(&scan).expect(201);
            let path = format!("{CHECK_INS}/{}", admission["id"].as_str().unwrap());
            as_door(Ask::new("DELETE", &path), theatre)
        }),
        done("GET", TODAY, 200, |theatre| as_door(Ask::get(TODAY), theatre)),
        done("GET", LIST, 200, |theatre| as_door(list(PERFORMANCE), theatre)),
        done("GET", LIST, 200, |theatre| as_door(list(&theatre.inside(1).performance), theatre))
            .and(|answer| assert_eq!(answer.json()["items"][0]["admitted"], 1)),
    ]
}

fn at_the_door() -> Vec<Case> {
    let refused = |problem, ask: fn(&Theatre) -> Ask| refused("POST", CHECK_INS, 409, problem, ask);
    vec![
        refused("already-admitted", |theatre| theatre.scan(&theatre.inside(2), &json!({}))).and(
            |answer| {
                let before = answer.json();
                assert_eq!(
                    (&before["name"], &before["admitted"]),
                    (&json!("Ginevra Quattrocchi"), &json!(2))
                );
                assert_eq!(
                    (&before["where"], &before["by"]),
                    (&json!("Sala Verdi"), &json!("Dario Porta"))
                );
                assert!(before["at"].is_string() && before["last_check_in_id"].is_string());
            },
        ),
        refused("not-confirmed", |theatre| theatre.scan(&theatre.booked(), &json!({}))).and(
            |answer| {
                let party = answer.json();
                assert_eq!(
                    (&party["name"], &party["seats"], &party["available"]),
                    (&json!("Ginevra Quattrocchi"), &json!(2), &json!(18))
                );
                assert_eq!(party["can_confirm"], true);
                assert!(party["reservation_id"].is_string());
            },
        ),
        refused("sold-out", |theatre| {
            let party = but(theatre, theatre.lapsed(), "occupied = capacity - 1");
            theatre.scan(&party, &json!({ "confirm": true }))
        })
        .and(|answer| assert_eq!(answer.json()["available"], 1)),
        refused("not-confirmed", |theatre| theatre.scan(&theatre.lapsed(), &json!({}))),
        refused("cancelled", |theatre| theatre.scan(&theatre.cancelled(), &json!({})))
            .and(|answer| assert_eq!(answer.json()["name"], "Ginevra Quattrocchi")),
        refused("performance-cancelled", |theatre| {
            theatre.scan(&but(theatre, theatre.confirmed(), "cancelled_at = now()"), &json!({}))
        }),
        refused("wrong-performance", |theatre| {
            let party = Party { performance: theatre.schedule(), ..theatre.confirmed() };
            theatre.scan(&party, &json!({}))
        })
        .and(|answer| {
            assert_eq!(answer.json()["performance"]["show_title"], "Mirandolina");
        }),
        refused("outside-door-window", |theatre| {
            theatre.scan(&but(theatre, theatre.confirmed(), IN_FIVE_DAYS), &json!({}))
        })
        .and(|answer| {
            assert!(answer.json()["opens_at"].is_string());
            assert_eq!(answer.json()["can_override"], false);
        }),
        refused("too-many", |theatre| theatre.scan(&theatre.inside(1), &json!({ "seats": 2 })))
            .and(|answer| assert_eq!(answer.json()["remaining"], 1)),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = carried_out();
    cases.extend(at_the_door());
    cases.extend([
        refused("POST", CHECK_INS, 404, "unknown-ticket", |theatre| {
            let body = json!({ "ticket": "x".repeat(43), "performance_id": PERFORMANCE });
            as_door(Ask::post(CHECK_INS, &body), theatre)
        }),
        refused("POST", CHECK_INS, 404, "unknown-ticket", |theatre| {
            let body = json!({ "ticket": theatre.booked().secret, "performance_id": PERFORMANCE });
            as_door(Ask::post(CHECK_INS, &body), theatre)
        }),
        refused("POST", CHECK_INS, 404, "ticket-replaced", |theatre| {
            theatre.scan(&theatre.replaced(), &json!({}))
        }),
        refused("POST", CHECK_INS, 403, "forbidden", |theatre| {
            theatre.scan(&theatre.confirmed(), &json!({ "override": "per favore" }))
        }),
        refused("DELETE", UNDO, 409, "outside-door-window", |theatre| {
            let party = theatre.confirmed();
            let admission = theatre.send(&theatre.scan(&party, &json!({}))).expect(201);
            theatre.change(&party.performance, IN_FIVE_DAYS);
            let path = format!("{CHECK_INS}/{}", admission["id"].as_str().unwrap());
            as_door(Ask::new("DELETE", &path), theatre)
        }),
        refused("DELETE", UNDO, 403, "forbidden", |theatre| {
            let party = but(theatre, theatre.confirmed(), IN_FIVE_DAYS);
            let scan = json!({
                "ticket": party.ticket(), "performance_id": party.performance, "override": "prova",
            });
            let scan = theatre.as_staff("box_office", Ask::post(CHECK_INS, &scan));
            let admission = theatre.send(&scan).expect(201);
            let path = format!("{CHECK_INS}/{}", admission["id"].as_str().unwrap());
            as_door(Ask::new("DELETE", &path), theatre)
        }),
        refused("DELETE", UNDO, 404, "not-found", |theatre| {
            as_door(Ask::new("DELETE", &format!("{CHECK_INS}/{PERFORMANCE}")), theatre)
        }),
        refused("DELETE", UNDO, 404, "not-found", |theatre| {
            as_door(Ask::new("DELETE", &format!("{CHECK_INS}/*")), theatre)
        }),
        refused("GET", LIST, 404, "not-found", |theatre| as_door(list("tonight"), theatre)),
        refused("GET", LIST, 403, "forbidden", |theatre| {
            as_door(list(&theatre.schedule_with(IN_FIVE_DAYS)), theatre)
        }),
        refused("GET", LIST, 422, "validation", |theatre| {
            as_door(list(&format!("{PERFORMANCE}?search=a&search=b")), theatre)
        }),
    ]);
    cases
}

#[test]
fn door_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn an_invalid_scan_names_the_field() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let before = theatre.seen();
    for (more, field, code) in [
        (json!({ "performance_id": null }), "performance_id", "required"),
        (json!({ "performance_id": "tonight" }), "performance_id", "invalid"),
        (json!({ "ticket": null }), "ticket", "required"),
        (json!({ "reservation_id": party.id }), "ticket", "invalid"),
        (json!({ "ticket": null, "reservation_id": "K7QF3M" }), "reservation_id", "invalid"),
        (json!({ "seats": 0 }), "seats", "out_of_range"),
        (json!({ "client_ref": "x".repeat(65) }), "client_ref", "invalid"),
        (json!({ "client_ref": "a\nb" }), "client_ref", "invalid"),
        (json!({ "override": "x".repeat(1_001) }), "override", "too_long"),
        (json!({ "admitted": 0 }), "admitted", "unknown_field"),
    ] {
        let answer = theatre.send(&theatre.scan(&party, &more));
        assert_eq!(answer.problem(422), "validation", "{more}");
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{more}");
    }
    assert_eq!(theatre.seen(), before);
}

#[test]
fn each_role_is_answered_by_its_rights() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let far = theatre.schedule_with(IN_FIVE_DAYS);
    let overriding = json!({
        "ticket": "x", "performance_id": PERFORMANCE, "override": "prova generale",
    });
    let questions: [(Ask, [u16; 4]); 7] = [
        (Ask::get("/api/v1/session"), [401, 200, 200, 200]),
        (Ask::get(TODAY), [401, 200, 200, 200]),
        (list(&party.performance), [401, 200, 200, 200]),
        (list(&far), [401, 403, 200, 200]),
        (Ask::post(CHECK_INS, &overriding), [401, 404, 404, 404]),
        (Ask::new("DELETE", &format!("{CHECK_INS}/{}", party.id)), [401, 404, 404, 404]),
        (Ask::post(CHECK_INS, &json!({})), [401, 422, 422, 422]),
    ];
    for (ask, statuses) in questions {
        let nobody = theatre.send(&ask);
        assert_eq!(nobody.problem(statuses[0]), "not-signed-in", "{ask:?}");
        for (role, status) in ["door", "box_office", "admin"].into_iter().zip(&statuses[1..]) {
            let answer = theatre.send(&theatre.as_staff(role, ask.clone()));
            assert_eq!(answer.status, *status, "{role}: {ask:?}: {}", answer.text());
        }
    }
    let ticket: Value = json!({ "override": "prova generale" });
    for (role, status) in [("door", 403), ("box_office", 201), ("admin", 409)] {
        let ask = theatre.as_staff(role, theatre.scan(&party, &ticket));
        assert_eq!(theatre.send(&ask).status, status, "{role}");
    }
}
