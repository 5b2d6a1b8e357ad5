//! Reservations managed by the box office, and walk-ins.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, Theatre},
};
use crate::{ask::Ask, company::PERFORMANCE};

const WALK_INS: &str = "/api/v1/door/walk-ins";
const ALL: &str = "/api/v1/admin/reservations";
const ONE: &str = "/api/v1/admin/reservations/{id}";
const CHECK_INS: &str = "/api/v1/admin/check-ins";
const PEOPLE: &str = "/api/v1/admin/check-ins/people";
const TABLE: &str = "/api/v1/admin/reservations.csv";
const HOUSE_TABLE: &str = "/api/v1/admin/performances/{id}/reservations.csv";
const SHEET: &str = "/api/v1/admin/performances/{id}/door-list.pdf";

/// An id that nothing has.
const NOWHERE: &str = "00000000-0000-7000-8000-999999999999";

fn office(theatre: &Theatre, ask: Ask) -> Ask {
    theatre.as_staff("box_office", ask)
}

fn get(theatre: &Theatre, path: &str) -> Ask {
    office(theatre, Ask::get(path))
}

/// Returns a request about one reservation.
fn of(theatre: &Theatre, party: &Party, method: &str, below: &str, body: &Value) -> Ask {
    let ask = Ask::new(method, &format!("{ALL}/{}{below}", party.id));
    let ask = if body.is_null() { ask } else { ask.json(body) };
    office(
        theatre,
        if matches!(method, "PUT" | "PATCH") {
            ask.header("If-Match", &version(theatre, party))
        } else {
            ask
        },
    )
}

/// Returns the current version of a reservation, or any version if it does not exist.
fn version(theatre: &Theatre, party: &Party) -> String {
    let seen = theatre.send(&get(theatre, &format!("{ALL}/{}", party.id)));
    if seen.status == 200 { seen.header("etag").to_owned() } else { "\"v1\"".to_owned() }
}

fn walk_in(theatre: &Theatre, performance: &str, seats: u32) -> Ask {
    let body = json!({
        "performance_id": performance, "seats": seats, "client_ref": theatre.address(),
    });
    office(theatre, Ask::post(WALK_INS, &body))
}

fn call(theatre: &Theatre, performance: &str, seats: u32, more: &Value) -> Ask {
    let mut body = json!({ "performance_id": performance, "name": "Ugo", "seats": seats });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    office(theatre, Ask::post(ALL, &body))
}

/// Changes the performance of a party.
fn but(theatre: &Theatre, party: Party, change: &str) -> Party {
    theatre.change(&party.performance, change);
    party
}

/// A party without an e-mail address.
fn unreachable(theatre: &Theatre) -> Party {
    let party = theatre.confirmed();
    let guest = json!({ "name": "Ugo", "locale": "it" });
    theatre.send(&of(theatre, &party, "PUT", "/guest", &guest)).expect(200);
    party
}

/// A party whose data were erased.
fn erased(theatre: &Theatre) -> Party {
    let party = theatre.confirmed();
    theatre.sql(&format!(
        "UPDATE reservations SET erased_at = now(), name = '', email = NULL, email_key = NULL, \
         phone = NULL, notes = NULL, access_needs = '{{}}' WHERE id = '{}'",
        party.id
    ));
    party
}

fn walk_ins() -> Vec<Case> {
    let refused =
        |status, problem, ask: fn(&Theatre) -> Ask| refused("POST", WALK_INS, status, problem, ask);
    vec![
        done("POST", WALK_INS, 201, |theatre| walk_in(theatre, &theatre.schedule(), 3)).and(
            |answer| {
                let seated = answer.json();
                assert_eq!((&seated["admitted"], &seated["remaining"]), (&json!(3), &json!(0)));
            },
        ),
        done("POST", WALK_INS, 201, |theatre| {
            let ask = walk_in(theatre, &theatre.schedule_with("capacity = 3"), 3);
            theatre.send(&ask).expect(201);
            ask
        }),
        refused(403, "forbidden", |theatre| {
            theatre.as_staff("door", walk_in(theatre, PERFORMANCE, 1))
        }),
        refused(404, "not-found", |theatre| walk_in(theatre, NOWHERE, 1)),
        refused(409, "sold-out", |theatre| {
            walk_in(theatre, &theatre.schedule_with("occupied = capacity - 1"), 2)
        })
        .and(|answer| assert_eq!(answer.json()["available"], 1)),
        refused(409, "performance-cancelled", |theatre| {
            walk_in(theatre, &theatre.schedule_with("cancelled_at = now()"), 1)
        }),
        refused(409, "outside-door-window", |theatre| {
            walk_in(theatre, &theatre.schedule_with("starts_at = starts_at + interval '5 days'"), 1)
        })
        .and(|answer| assert_eq!(answer.json()["can_override"], true)),
    ]
}

fn looking() -> Vec<Case> {
    let mut cases = vec![
        done("GET", ALL, 200, |theatre| {
            let party = theatre.confirmed();
            get(theatre, &format!("{ALL}?performance={}&search=quattro", party.performance))
        })
        .and(|answer| {
            let table = answer.json();
            assert_eq!((&table["total"], &table["next_cursor"]), (&json!(1), &Value::Null));
            let row = &table["items"][0];
            assert_eq!((&row["status"], &row["source"]), (&json!("confirmed"), &json!("website")));
            assert_eq!(row["delivery"]["kind"], "your_ticket");
        }),
        refused("GET", ALL, 422, "validation", |theatre| get(theatre, &format!("{ALL}?sort=age"))),
        done("GET", ONE, 200, |theatre| of(theatre, &theatre.inside(1), "GET", "", &Value::Null))
            .and(|answer| {
                let detail = answer.json();
                assert_eq!(detail["check_ins"][0]["by"], "Dario Porta");
                assert_eq!(detail["mails"].as_array().unwrap().len(), 2);
                assert_eq!(detail["history"].as_array().unwrap().len(), 3);
                assert_eq!(detail["can"]["move"], false);
            }),
        refused("GET", ONE, 404, "not-found", |theatre| get(theatre, &format!("{ALL}/{NOWHERE}"))),
        refused("GET", ONE, 404, "not-found", |theatre| get(theatre, &format!("{ALL}/K7QF3M"))),
        done("GET", CHECK_INS, 200, |theatre| {
            let party = theatre.inside(1);
            get(theatre, &format!("{CHECK_INS}?performance={}", party.performance))
        })
        .and(|answer| {
            let items = answer.json()["items"].clone();
            assert_eq!(items.as_array().unwrap().len(), 1);
            assert_eq!(items[0]["reservation"]["name"], "Ginevra Quattrocchi");
        }),
        done("GET", PEOPLE, 200, |theatre| {
            theatre.inside(1);
            get(theatre, PEOPLE)
        })
        .and(|answer| {
            let people = answer.json()["items"].clone();
            assert!(people.as_array().unwrap().iter().any(|who| who["name"] == "Dario Porta"));
        }),
        refused("GET", CHECK_INS, 422, "validation", |theatre| {
            get(theatre, &format!("{CHECK_INS}?limit=0"))
        }),
    ];
    for path in [ALL, CHECK_INS, PEOPLE] {
        cases.push(refused("GET", path, 403, "forbidden", move |theatre| {
            theatre.as_staff("door", Ask::get(path))
        }));
    }
    cases.push(refused("GET", ONE, 403, "forbidden", |theatre| {
        theatre.as_staff("door", Ask::get(&format!("{ALL}/{NOWHERE}")))
    }));
    cases
}

fn exporting() -> Vec<Case> {
    let mut cases = vec![
        done("GET", TABLE, 200, |theatre| {
            let party = theatre.confirmed();
            get(theatre, &format!("{TABLE}?performance={}", party.performance))
        })
        .and(|answer| {
            let lines: Vec<_> = answer.text().lines().map(str::to_owned).collect();
            assert_eq!(lines.len(), 2, "{lines:?}");
            assert!(
                lines[0].starts_with("\u{feff}") && lines[1].contains("\u{200E}+39 011 5550199")
            );
        }),
        done("GET", TABLE, 200, |theatre| {
            let party = theatre.lapsed();
            get(theatre, &format!("{TABLE}?performance={}", party.performance))
        })
        .and(|answer| assert!(answer.text().contains("scaduta"), "{}", answer.text())),
        refused("GET", TABLE, 404, "not-found", |theatre| {
            get(theatre, &format!("{TABLE}?performance={NOWHERE}"))
        }),
        refused("GET", TABLE, 422, "validation", |theatre| {
            get(theatre, &format!("{TABLE}?status=gone"))
        }),
        refused("GET", TABLE, 403, "forbidden", |theatre| {
            theatre.as_staff("door", Ask::get(TABLE))
        }),
    ];
    for route in [HOUSE_TABLE, SHEET] {
        let path = |performance: &str| route.replace("{id}", performance);
        let (there, nowhere, denied) = (path(PERFORMANCE), path(NOWHERE), path(PERFORMANCE));
        cases.extend([
            done("GET", route, 200, move |theatre| get(theatre, &there)),
            refused("GET", route, 404, "not-found", move |theatre| get(theatre, &nowhere)),
            refused("GET", route, 403, "forbidden", move |theatre| {
                theatre.as_staff("door", Ask::get(&denied))
            }),
        ]);
    }
    cases
}

fn creating() -> Vec<Case> {
    let refused =
        |status, problem, ask: fn(&Theatre) -> Ask| refused("POST", ALL, status, problem, ask);
    vec![
        done("POST", ALL, 201, |theatre| call(theatre, &theatre.schedule(), 2, &json!({}))).and(
            |answer| {
                let detail = answer.json();
                assert_eq!(
                    (&detail["status"], &detail["source"], &detail["delivery"]),
                    (&json!("confirmed"), &json!("office"), &Value::Null)
                );
                assert_eq!(detail["history"][0]["action"], "reservation.create");
            },
        ),
        done("POST", ALL, 201, |theatre| {
            let body = json!({ "email": theatre.address(), "beyond_limits": true });
            call(
                theatre,
                &theatre.schedule_with("opens_at = now() + interval '10 minutes'"),
                15,
                &body,
            )
        })
        .and(|answer| assert_eq!(answer.json()["delivery"]["kind"], "your_ticket")),
        refused(403, "forbidden", |theatre| {
            theatre.as_staff("door", call(theatre, PERFORMANCE, 1, &json!({})))
        }),
        refused(404, "not-found", |theatre| call(theatre, NOWHERE, 1, &json!({}))),
        refused(409, "sold-out", |theatre| {
            let full = theatre.schedule_with("occupied = capacity - 1");
            call(theatre, &full, 2, &json!({ "beyond_limits": true }))
        })
        .and(|answer| assert_eq!(answer.json()["available"], 1)),
        refused(409, "performance-cancelled", |theatre| {
            call(theatre, &theatre.schedule_with("cancelled_at = now()"), 1, &json!({}))
        }),
        refused(409, "booking-closed", |theatre| {
            let over =
                "starts_at = now() - interval '7 hours', doors_at = now() - interval '8 hours'";
            call(theatre, &theatre.schedule_with(over), 1, &json!({}))
        }),
        refused(409, "too-many-reservations", |theatre| {
            let performance = theatre.schedule();
            let ask = call(theatre, &performance, 1, &json!({ "email": theatre.address() }));
            for _ in 0..3 {
                theatre.send(&ask).expect(201);
            }
            ask
        }),
        refused(422, "validation", |theatre| call(theatre, PERFORMANCE, 11, &json!({}))),
        refused(422, "idempotency-mismatch", |theatre| {
            let performance = theatre.schedule();
            let key = theatre.address();
            let first = call(theatre, &performance, 1, &json!({}));
            theatre.send(&first.header("Idempotency-Key", &key)).expect(201);
            call(theatre, &performance, 2, &json!({})).header("Idempotency-Key", &key)
        }),
    ]
}

/// A request that changes a reservation.
struct Way {
    method: &'static str,
    below: &'static str,
    body: fn(&Theatre) -> Value,
}

impl Way {
    const SEATS: Self = Self { method: "PATCH", below: "", body: |_| json!({ "seats": 3 }) };
    const GUEST: Self = Self {
        method: "PUT",
        below: "/guest",
        body: |_| json!({ "name": "Ugo", "email": "ugo@example.org", "locale": "en" }),
    };
    const CONFIRM: Self = Self { method: "POST", below: "/confirm", body: |_| Value::Null };
    const CANCEL: Self =
        Self { method: "POST", below: "/cancel", body: |_| json!({ "tell": false }) };
    const NEW_TICKET: Self = Self { method: "POST", below: "/new-ticket", body: |_| Value::Null };
    const RESEND: Self = Self { method: "POST", below: "/resend", body: |_| Value::Null };
    const TRANSFER: Self = Self {
        method: "POST",
        below: "/move",
        body: |theatre| json!({ "performance_id": theatre.schedule() }),
    };

    fn route(&self) -> String {
        format!("{ONE}{}", self.below)
    }

    fn done(self, party: fn(&Theatre) -> Party, look: fn(&crate::program::Answer)) -> Case {
        let route = self.route();
        done(self.method, &route, 200, move |theatre| {
            of(theatre, &party(theatre), self.method, self.below, &(self.body)(theatre))
        })
        .and(look)
    }

    fn refused(self, problem: &str, party: fn(&Theatre) -> Party) -> Case {
        let route = self.route();
        refused(self.method, &route, 409, problem, move |theatre| {
            let party = party(theatre);
            of(theatre, &party, self.method, self.below, &(self.body)(theatre))
        })
    }

    /// The refusals that do not depend on the reservation.
    fn refused_anyway(self) -> [Case; 2] {
        let (method, below, body) = (self.method, self.below, self.body);
        let ask = move |theatre: &Theatre| {
            let nobody = Party {
                id: NOWHERE.to_owned(),
                secret: String::new(),
                performance: PERFORMANCE.to_owned(),
            };
            of(theatre, &nobody, method, below, &body(theatre))
        };
        let route = self.route();
        [
            refused(method, &route, 404, "not-found", ask),
            refused(method, &route, 403, "forbidden", move |theatre| {
                theatre.as_staff("door", ask(theatre))
            }),
        ]
    }
}

fn changing() -> Vec<Case> {
    let mut cases = vec![
        Way::SEATS.done(Theatre::confirmed, |answer| assert_eq!(answer.json()["seats"], 3)),
        Way::SEATS.refused("sold-out", |theatre| {
            but(theatre, theatre.confirmed(), "occupied = capacity")
        }),
        Way::SEATS.refused("cancelled", Theatre::cancelled),
        Way::SEATS.refused("hold-expired", Theatre::lapsed),
        Way::SEATS.refused("performance-cancelled", |theatre| {
            but(theatre, theatre.confirmed(), "cancelled_at = now()")
        }),
        refused("PATCH", ONE, 409, "already-admitted", |theatre| {
            of(theatre, &theatre.inside(2), "PATCH", "", &json!({ "seats": 1 }))
        }),
        Way::GUEST.refused("data-erased", erased),
        Way::GUEST.done(Theatre::confirmed, |answer| {
            assert_eq!(
                answer.header("etag"),
                "\"v3\"",
                "version 1 is booked, 2 confirmed, 3 corrected"
            );
            let detail = answer.json();
            assert_eq!((&detail["name"], &detail["locale"]), (&json!("Ugo"), &json!("en")));
            assert_eq!(detail["history"][0]["after"]["email_changed"], true);
        }),
        Way::CONFIRM.done(Theatre::lapsed, |answer| {
            assert_eq!(answer.json()["status"], "confirmed");
            assert_eq!(answer.json()["delivery"]["kind"], "your_ticket");
        }),
        Way::CONFIRM
            .refused("sold-out", |theatre| but(theatre, theatre.lapsed(), "occupied = capacity")),
        Way::CONFIRM.refused("cancelled", Theatre::cancelled),
        Way::CONFIRM.refused("performance-cancelled", |theatre| {
            but(theatre, theatre.booked(), "cancelled_at = now()")
        }),
        Way::CANCEL.done(Theatre::confirmed, |answer| {
            assert_eq!(answer.json()["status"], "cancelled");
            assert_eq!(answer.json()["delivery"]["kind"], "your_ticket", "no message was sent");
        }),
        Way::CANCEL.refused("already-admitted", |theatre| theatre.inside(1)),
        Way::RESEND.done(Theatre::confirmed, |answer| {
            assert_eq!(answer.json()["mails"].as_array().unwrap().len(), 3);
        }),
        Way::RESEND.refused("no-address", unreachable),
        Way::RESEND.refused("cancelled", Theatre::cancelled),
        Way::RESEND.refused("performance-cancelled", |theatre| {
            but(theatre, theatre.confirmed(), "cancelled_at = now()")
        }),
        Way::RESEND.refused("too-late", |theatre| {
            let over =
                "starts_at = now() - interval '2 days', doors_at = now() - interval '3 days'";
            but(theatre, theatre.confirmed(), over)
        }),
        Way::NEW_TICKET.done(Theatre::confirmed, |answer| {
            assert_eq!(answer.json()["mails"].as_array().unwrap().len(), 3);
        }),
        Way::NEW_TICKET.refused("no-address", unreachable),
        Way::NEW_TICKET.refused("cancelled", Theatre::cancelled),
        Way::NEW_TICKET.refused("performance-cancelled", |theatre| {
            but(theatre, theatre.confirmed(), "cancelled_at = now()")
        }),
        Way::NEW_TICKET.refused("too-late", |theatre| {
            let over =
                "starts_at = now() - interval '2 days', doors_at = now() - interval '3 days'";
            but(theatre, theatre.confirmed(), over)
        }),
    ];
    for way in [
        Way::SEATS,
        Way::GUEST,
        Way::CONFIRM,
        Way::CANCEL,
        Way::NEW_TICKET,
        Way::RESEND,
        Way::TRANSFER,
    ] {
        cases.extend(way.refused_anyway());
    }
    cases
}

fn transferring() -> Vec<Case> {
    let to = |change: &'static str| {
        move |theatre: &Theatre| {
            let other = theatre.schedule_with(change);
            let body = json!({ "performance_id": other });
            of(theatre, &theatre.confirmed(), "POST", "/move", &body)
        }
    };
    let route = format!("{ONE}/move");
    vec![
        Way::TRANSFER.done(Theatre::confirmed, |answer| {
            let detail = answer.json();
            assert_eq!(detail["delivery"]["kind"], "transferred");
            let transferred = &detail["history"][0];
            assert_eq!(transferred["action"], "reservation.move");
            for when in ["before", "after"] {
                let of = |named: &&Value| named["id"] == transferred[when]["performance"];
                let named =
                    transferred["performances"].as_array().unwrap().iter().find(of).unwrap();
                assert!(named["show_title"].is_string() && named["starts_at"].is_string());
            }
        }),
        refused("POST", &route, 409, "sold-out", to("occupied = capacity - 1")),
        refused("POST", &route, 409, "performance-cancelled", to("cancelled_at = now()")),
        refused(
            "POST",
            &route,
            409,
            "too-late",
            to("starts_at = now() - interval '1 hour', doors_at = now() - interval '2 hours'"),
        ),
        refused("POST", &route, 409, "same-performance", |theatre| {
            let party = theatre.confirmed();
            let body = json!({ "performance_id": party.performance });
            of(theatre, &party, "POST", "/move", &body)
        }),
        Way::TRANSFER.refused("cancelled", Theatre::cancelled),
        Way::TRANSFER.refused("hold-expired", Theatre::lapsed),
        Way::TRANSFER.refused("already-admitted", |theatre| theatre.inside(1)),
    ]
}

pub fn cases() -> Vec<Case> {
    let cases = [walk_ins(), looking(), exporting(), creating(), changing(), transferring()];
    cases.into_iter().flatten().collect()
}

#[test]
fn box_office_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn the_second_of_two_edits_of_a_reservation_is_refused() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let edits = [
        of(&theatre, &party, "PATCH", "", &json!({ "seats": 3 })),
        of(&theatre, &party, "PUT", "/guest", &json!({ "name": "Ugo", "locale": "en" })),
    ];
    let [first, second] = &edits;
    theatre.send(first).expect(200);
    for late in [first, second] {
        assert_eq!(theatre.send(late).problem(412), "edited-meanwhile");
    }
    let seen = theatre.send(&get(&theatre, &format!("{ALL}/{}", party.id))).expect(200);
    assert_eq!((&seen["seats"], &seen["name"]), (&json!(3), &json!("Ginevra Quattrocchi")));
    assert_eq!(seen["history"][0]["refused"], "edited-meanwhile");
}

#[test]
fn a_transferred_ticket_is_valid_only_for_the_new_performance() {
    let theatre = Theatre::open();
    let party = theatre.confirmed();
    let other = theatre.schedule();
    let body = json!({ "performance_id": other });
    theatre.send(&of(&theatre, &party, "POST", "/move", &body)).expect(200);
    let scan = theatre.send(&theatre.scan(&party, &json!({})));
    assert_eq!(scan.problem(409), "wrong-performance");
    let transferred = Party { performance: other, ..party };
    theatre.send(&theatre.scan(&transferred, &json!({}))).expect(201);
}
