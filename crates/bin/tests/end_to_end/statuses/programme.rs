//! The programme: shows, posters, venues and performances.

use std::io::Cursor;

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    theatre::Theatre,
};
use crate::{ask::Ask, company::PERFORMANCE};

const SHOWS: &str = "/api/v1/admin/shows";
const SHOW: &str = "/api/v1/admin/shows/{id}";
const SHOW_CONSEQUENCES: &str = "/api/v1/admin/shows/{id}/consequences";
const POSTER: &str = "/api/v1/admin/shows/{id}/poster";
const VENUES: &str = "/api/v1/admin/venues";
const VENUE: &str = "/api/v1/admin/venues/{id}";
const PERFORMANCES: &str = "/api/v1/admin/performances";
const ONE: &str = "/api/v1/admin/performances/{id}";
const RESCHEDULE: &str = "/api/v1/admin/performances/{id}/move";
const CANCEL: &str = "/api/v1/admin/performances/{id}/cancel";
const CONSEQUENCES: &str = "/api/v1/admin/performances/{id}/consequences";

/// The routes of the programme.
const ROUTES: [(&str, &str); 20] = [
    ("GET", SHOWS),
    ("POST", SHOWS),
    ("GET", SHOW),
    ("PUT", SHOW),
    ("DELETE", SHOW),
    ("POST", SHOW_CONSEQUENCES),
    ("PUT", POSTER),
    ("PATCH", POSTER),
    ("DELETE", POSTER),
    ("GET", VENUES),
    ("POST", VENUES),
    ("GET", VENUE),
    ("PUT", VENUE),
    ("DELETE", VENUE),
    ("GET", PERFORMANCES),
    ("POST", PERFORMANCES),
    ("GET", ONE),
    ("PUT", ONE),
    ("DELETE", ONE),
    ("POST", RESCHEDULE),
];

/// More routes of the programme.
const MORE: [(&str, &str); 2] = [("POST", CANCEL), ("POST", CONSEQUENCES)];

/// The show and the venue of the company.
const GIVEN: &str = "00000000-0000-7000-8000-000000000002";
const IN_USE: &str = "00000000-0000-7000-8000-000000000001";
const NOWHERE: &str = "00000000-0000-7000-8000-00000000dead";

fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROUTES.into_iter().chain(MORE)
}

/// Whether this is one of these routes and takes a body or a version.
pub fn takes(method: &str, route: &str) -> bool {
    method != "GET" && routes().any(|one| one == (method, route))
}

/// Completes a valid request.
pub fn fill(ask: Ask) -> Ask {
    let ask = ask.header("If-Match", "\"v1\"");
    let below = ask.path.strip_prefix("/api/v1/admin/").unwrap().to_owned();
    let parts: Vec<_> = below.split('?').next().unwrap().split('/').collect();
    match (&*ask.method.clone(), &parts[..]) {
        ("POST", ["shows"]) | ("PUT", ["shows", _]) => ask.json(&show()),
        ("POST", ["shows", _, "consequences"]) => ask.json(&json!({ "publication": "draft" })),
        ("PUT", ["shows", _, "poster"]) => {
            let path = format!("{}?alternative_text=Un%20faro", ask.path);
            ask.elsewhere(path).bytes(picture()).header("Content-Type", "image/png")
        }
        ("PATCH", ["shows", _, "poster"]) => ask.json(&json!({ "alternative_text": "Il faro" })),
        ("POST", ["venues"]) | ("PUT", ["venues", _]) => {
            ask.json(&json!({ "name": "Sala Nuova", "time_zone": "Europe/Rome" }))
        }
        ("POST", ["performances"]) => ask.json(&series(&["2099-10-24T20:30"])),
        ("PUT", ["performances", _]) => ask.json(&json!({
            "doors_at": "2026-01-01T00:00:00Z", "opens_at": "2026-01-01T00:00:00Z",
            "closes_at": "2026-01-02T00:00:00Z", "capacity": 20, "occupied": 0, "extra": 0,
        })),
        ("POST", ["performances", _, "move"]) => {
            ask.json(&json!({ "starts_local": "2099-10-24T20:30" }))
        }
        ("POST", ["performances", _, "cancel"]) => ask.json(&json!({ "reason": "influenza" })),
        ("POST", ["performances", _, "consequences"]) => ask.json(&json!({ "capacity": 1 })),
        _ => ask,
    }
}

fn show() -> Value {
    json!({ "title": "Il faro", "language": "it", "publication": "published" })
}

fn series(starts: &[&str]) -> Value {
    json!({
        "show_id": GIVEN, "venue_id": IN_USE, "starts": starts, "doors_minutes_before": 30,
        "closes_minutes_before": 0, "capacity": 80,
    })
}

fn picture() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::RgbImage::new(400, 300).write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

fn at(route: &str, id: &str) -> String {
    route.replace("{id}", id)
}

fn as_admin(theatre: &Theatre, ask: Ask) -> Ask {
    theatre.as_staff("admin", ask)
}

fn admin(theatre: &Theatre, method: &str, route: &str, id: &str) -> Ask {
    as_admin(theatre, fill(Ask::new(method, &at(route, id))))
}

/// Adds a show or a venue without dependents, and returns its id.
fn new(theatre: &Theatre, kind: &str) -> String {
    let added = theatre.send(&admin(theatre, "POST", kind, "")).expect(201);
    added["id"].as_str().unwrap().to_owned()
}

/// Adds what the route changes and returns its id.
fn some(theatre: &Theatre, route: &str) -> String {
    match route {
        SHOWS | VENUES | PERFORMANCES => String::new(),
        POSTER => {
            let id = new(theatre, SHOWS);
            theatre.send(&admin(theatre, "PUT", POSTER, &id)).expect(200);
            id
        }
        route if route.starts_with(SHOWS) => new(theatre, SHOWS),
        route if route.starts_with(VENUES) => new(theatre, VENUES),
        _ => theatre.schedule(),
    }
}

fn carried_out() -> Vec<Case> {
    routes()
        .map(|(method, route)| {
            let status = match (method, route) {
                ("POST", SHOWS | VENUES | PERFORMANCES) => 201,
                ("DELETE", SHOW | VENUE | ONE) => 204,
                _ => 200,
            };
            done(method, route, status, move |theatre| {
                let ask = admin(theatre, method, route, &some(theatre, route));
                // Adding the poster has changed the version.
                if route == POSTER { ask.header("If-Match", "\"v2\"") } else { ask }
            })
        })
        .collect()
}

fn turned_away() -> Vec<Case> {
    routes()
        .map(|(method, route)| {
            refused(method, route, 403, "forbidden", move |theatre| {
                let id = if route.starts_with(SHOWS) { GIVEN } else { PERFORMANCE };
                let ask = fill(Ask::new(method, &at(route, id)));
                theatre.as_staff(if method == "GET" { "door" } else { "box_office" }, ask)
            })
        })
        .collect()
}

fn looked_for_in_vain() -> Vec<Case> {
    routes()
        .filter(|(_, route)| route.contains("{id}"))
        .map(|(method, route)| {
            refused(method, route, 404, "not-found", move |theatre| {
                admin(theatre, method, route, NOWHERE)
            })
        })
        .collect()
}

fn in_conflict() -> Vec<Case> {
    let renamed = |theatre: &Theatre, method, route, id: &str, slug| {
        let mut body = if route == SHOW || route == SHOWS {
            show()
        } else {
            json!({ "name": "Sala", "time_zone": "Europe/Rome" })
        };
        body["slug"] = json!(slug);
        admin(theatre, method, route, id).json(&body)
    };
    let off = |theatre: &Theatre| theatre.schedule_with("cancelled_at = now()");
    vec![
        refused("POST", SHOWS, 409, "slug-taken", move |theatre| {
            renamed(theatre, "POST", SHOWS, "", "mirandolina")
        }),
        refused("PUT", SHOW, 409, "slug-taken", move |theatre| {
            renamed(theatre, "PUT", SHOW, &new(theatre, SHOWS), "mirandolina")
        }),
        refused("POST", VENUES, 409, "slug-taken", move |theatre| {
            renamed(theatre, "POST", VENUES, "", "sala")
        }),
        refused("PUT", VENUE, 409, "slug-taken", move |theatre| {
            renamed(theatre, "PUT", VENUE, &new(theatre, VENUES), "sala")
        }),
        refused("DELETE", SHOW, 409, "has-performances", |theatre| {
            admin(theatre, "DELETE", SHOW, GIVEN)
        }),
        refused("DELETE", VENUE, 409, "has-performances", |theatre| {
            admin(theatre, "DELETE", VENUE, IN_USE)
        }),
        refused("DELETE", ONE, 409, "has-reservations", |theatre| {
            admin(theatre, "DELETE", ONE, &theatre.cancelled().performance)
        }),
        refused("PUT", ONE, 409, "performance-cancelled", move |theatre| {
            admin(theatre, "PUT", ONE, &off(theatre))
        }),
        refused("POST", RESCHEDULE, 409, "performance-cancelled", move |theatre| {
            admin(theatre, "POST", RESCHEDULE, &off(theatre))
        }),
        done("POST", CANCEL, 200, move |theatre| {
            admin(theatre, "POST", CANCEL, &off(theatre)).header("If-Match", "\"v7\"")
        }),
    ]
}

/// Uploads a poster with this content type.
fn upload(theatre: &Theatre, file: impl Into<Vec<u8>>, kind: &str) -> Ask {
    admin(theatre, "PUT", POSTER, GIVEN).bytes(file).header("Content-Type", kind)
}

/// A PNG file that claims to have a gigapixel.
fn bomb() -> Vec<u8> {
    let mut file = picture();
    file[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
    file
}

fn pictures() -> Vec<Case> {
    let refused =
        |status, problem, ask: fn(&Theatre) -> Ask| refused("PUT", POSTER, status, problem, ask);
    vec![
        refused(413, "too-large", |theatre| {
            upload(theatre, vec![0; 15 * 1024 * 1024 + 1], "image/png")
        }),
        refused(415, "unsupported-image", |theatre| upload(theatre, "<svg/>", "image/svg+xml")),
        refused(415, "unsupported-image", |theatre| upload(theatre, picture(), "image/gif")),
        refused(422, "unreadable-image", |theatre| upload(theatre, "un manifesto", "image/png")),
        refused(422, "unreadable-image", |theatre| {
            upload(theatre, "<script>alert(1)</script>", "image/jpeg")
        }),
        refused(422, "unreadable-image", |theatre| upload(theatre, bomb(), "image/png")),
        refused(422, "unreadable-image", |theatre| {
            let file = picture();
            upload(theatre, &file[..file.len() / 2], "image/png")
        }),
        refused(422, "validation", |theatre| {
            let ask = upload(theatre, picture(), "image/png");
            ask.elsewhere(at(POSTER, GIVEN))
        })
        .and(|answer| {
            let errors = &answer.json()["errors"][0];
            assert_eq!(
                (&errors["field"], &errors["code"]),
                (&json!("alternative_text"), &json!("required"))
            );
        }),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = carried_out();
    cases.extend(turned_away());
    cases.extend(looked_for_in_vain());
    cases.extend(in_conflict());
    cases.extend(pictures());
    cases.extend([(SHOWS, "sort=seats"), (PERFORMANCES, "state=full&limit=0")].map(
        |(route, query)| {
            refused("GET", route, 422, "validation", move |theatre| {
                as_admin(theatre, Ask::get(&format!("{route}?{query}")))
            })
        },
    ));
    cases
}

#[test]
fn programme_requests_have_the_described_answers() {
    play(&cases());
}

/// Checks that each body is refused because of one field, and that nothing changes.
fn refused_for(
    cases: impl IntoIterator<Item = (&'static str, &'static str, Value, &'static str, &'static str)>,
) {
    let theatre = Theatre::open();
    let before = theatre.seen();
    for (method, route, body, field, code) in cases {
        let answer = theatre.send(&admin(&theatre, method, route, PERFORMANCE).json(&body));
        assert_eq!(answer.problem(422), "validation", "{body}");
        let error = answer.json()["errors"][0].clone();
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{error}");
    }
    assert_eq!(theatre.seen(), before);
}

/// The same body with another value of a field.
fn but(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

#[test]
fn an_invalid_performance_names_the_field() {
    let times = |doors: &str, opens: &str, closes: &str| {
        json!({
            "doors_at": doors, "opens_at": opens, "closes_at": closes,
            "capacity": 1, "occupied": 0, "extra": 0,
        })
    };
    let (early, late) = ("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z");
    refused_for([
        ("PUT", ONE, times(late, early, early), "doors_at", "after_start"),
        ("PUT", ONE, times(early, early, early), "closes_at", "end_before_start"),
        ("PUT", ONE, times(early, early, late), "closes_at", "after_start"),
        ("PUT", ONE, times("tonight", early, early), "doors_at", "invalid"),
        (
            "POST",
            RESCHEDULE,
            json!({ "starts_local": "2099-03-29T02:30" }),
            "starts_local",
            "no_such_local_time",
        ),
        (
            "POST",
            RESCHEDULE,
            json!({ "starts_local": "2099-10-25T02:30" }),
            "starts_local",
            "ambiguous_local_time",
        ),
        (
            "POST",
            RESCHEDULE,
            json!({ "starts_local": "1999-10-25T20:30" }),
            "starts_local",
            "in_the_past",
        ),
        ("POST", CONSEQUENCES, json!({ "capacity": -1 }), "capacity", "out_of_range"),
        ("POST", CANCEL, json!({ "reason": " " }), "reason", "required"),
        ("POST", PERFORMANCES, series(&["2099-03-29T02:30"]), "starts[0]", "no_such_local_time"),
        (
            "POST",
            PERFORMANCES,
            series(&["2099-03-29T20:30", "2099-10-25T02:30"]),
            "starts[1]",
            "ambiguous_local_time",
        ),
        (
            "POST",
            PERFORMANCES,
            series(&["2099-03-29T20:30", "2099-03-29T20:30"]),
            "starts[1]",
            "duplicate",
        ),
        ("POST", PERFORMANCES, series(&["1999-03-29T20:30"]), "starts[0]", "in_the_past"),
        ("POST", PERFORMANCES, series(&["tonight"]), "starts[0]", "invalid"),
        ("POST", PERFORMANCES, series(&[]), "starts", "out_of_range"),
        ("POST", PERFORMANCES, series(&["2099-03-29T20:30"; 201]), "starts", "out_of_range"),
        (
            "POST",
            PERFORMANCES,
            but(series(&["2099-03-29T20:30"]), "show_id", json!(NOWHERE)),
            "show_id",
            "invalid",
        ),
        (
            "POST",
            PERFORMANCES,
            but(series(&["2099-03-29T20:30"]), "opens_at", json!(late)),
            "starts[0]",
            "end_before_start",
        ),
    ]);
}

#[test]
fn an_invalid_show_or_venue_names_the_field() {
    refused_for([
        ("POST", SHOWS, but(show(), "slug", json!("Il Faro")), "slug", "invalid"),
        ("POST", SHOWS, but(show(), "title", json!("茶館")), "slug", "required"),
        ("POST", SHOWS, but(show(), "title", json!("x".repeat(201))), "title", "too_long"),
        ("POST", SHOWS, but(show(), "language", json!("it_IT")), "language", "invalid"),
        ("POST", SHOWS, but(show(), "publication", json!("hidden")), "publication", "invalid"),
        (
            "POST",
            SHOWS,
            but(show(), "duration_minutes", json!(0)),
            "duration_minutes",
            "out_of_range",
        ),
        ("POST", SHOWS, but(show(), "poster", json!(null)), "poster", "unknown_field"),
        ("POST", VENUES, json!({ "name": "Sala", "time_zone": "Roma" }), "time_zone", "invalid"),
        (
            "POST",
            VENUES,
            json!({ "name": "Sala", "time_zone": "Europe/Rome", "latitude": 45 }),
            "longitude",
            "required",
        ),
        (
            "POST",
            VENUES,
            json!({ "name": "Sala", "time_zone": "Europe/Rome", "latitude": 91, "longitude": 7 }),
            "latitude",
            "out_of_range",
        ),
    ]);
}

#[test]
fn an_ambiguous_time_is_refused_with_both_offsets() {
    let theatre = Theatre::open();
    let twice = admin(&theatre, "POST", PERFORMANCES, "").json(&series(&["2099-10-25T02:30"]));
    let answer = theatre.send(&twice);
    assert_eq!(answer.problem(422), "validation");
    assert_eq!(answer.json()["errors"][0]["offsets"], json!(["+02:00", "+01:00"]));
    let precise =
        admin(&theatre, "POST", PERFORMANCES, "").json(&series(&["2099-10-25T02:30+01:00"]));
    let items = theatre.send(&precise).expect(201)["items"].clone();
    assert_eq!(items[0]["starts_at"], "2099-10-25T01:30:00Z");
    assert_eq!(items[0]["starts_local"], "2099-10-25T02:30");
}

#[test]
fn an_edit_of_an_old_version_is_refused() {
    let theatre = Theatre::open();
    for (route, id) in [(SHOW, GIVEN), (VENUE, IN_USE)] {
        let read = theatre.send(&as_admin(&theatre, Ask::get(&at(route, id))));
        assert_eq!(read.header("etag"), "\"v1\"");
        let saved = theatre.send(&admin(&theatre, "PUT", route, id));
        saved.expect(200);
        assert_eq!(saved.header("etag"), "\"v2\"");
        for method in ["PUT", "DELETE"] {
            let late = theatre.send(&admin(&theatre, method, route, id));
            assert_eq!(late.problem(412), "edited-meanwhile", "{method} {route}");
        }
        let still = theatre.send(&as_admin(&theatre, Ask::get(&at(route, id))));
        assert_eq!(still.json(), saved.json());
    }
}
