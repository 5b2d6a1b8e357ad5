//! Rules that hold for many routes, tested on each of them.

use std::collections::BTreeSet;

use super::{
    case::Promise,
    described::{Route, routes},
    theatre::Theatre,
};
use crate::{
    ask::Ask,
    program::{Answer, Place},
};

/// Far larger than any valid request.
const HUGE: usize = 1_500_000;

type Spoil = fn(Ask) -> Ask;

/// Ways to make a valid request invalid, with the expected answer.
const SPOILT: [(u16, &str, Spoil); 13] = [
    (400, "malformed-request", |ask| ask.bytes("{")),
    (401, "no-secret", |ask| ask.without("Authorization")),
    (401, "not-signed-in", |ask| ask.without("Cookie")),
    (403, "cross-site", |ask| ask.header("Sec-Fetch-Site", "cross-site")),
    (404, "unknown-link", |ask| ask),
    (404, "unknown-reservation", |ask| ask),
    (404, "unknown-ticket", |ask| ask),
    (412, "edited-meanwhile", |ask| ask.header("If-Match", "\"another\"")),
    (413, "too-large", |ask| ask.bytes(vec![b' '; HUGE])),
    (415, "unsupported-media-type", |ask| ask.header("Content-Type", "text/plain")),
    (421, "foreign-host", |ask| ask.header("Host", "evil.example")),
    (422, "validation", |ask| {
        let mark = if ask.path.contains('?') { '&' } else { '?' };
        let path = format!("{}{mark}surprise=1", ask.path);
        ask.elsewhere(path)
    }),
    (428, "if-match-required", |ask| ask.without("If-Match")),
];

/// Whether a change applies to a route. Routes with a session check the session before the body, so
/// those are tested with a real session.
fn concerns(route: &Route, problem: &str) -> bool {
    match problem {
        "no-secret" => ["secret", "staff_link", "ticket"].iter().any(|of| route.asks_for(of)),
        "unknown-link" => route.asks_for("staff_link"),
        "unknown-reservation" => route.asks_for("secret"),
        "unknown-ticket" => route.asks_for("ticket"),
        "not-signed-in" => route.asks_for("session"),
        "cross-site" => route.changes_something(),
        "edited-meanwhile" | "if-match-required" => route.says(428),
        "foreign-host" => route.says(421),
        "validation" => true,
        _ => route.takes_json(),
    }
}

/// The promises that these tests cover.
pub fn proved(routes: &[Route]) -> BTreeSet<Promise> {
    let mut proved = BTreeSet::new();
    for route in routes {
        let mut prove = |status, problem| {
            proved.insert(Promise::new(&route.method, &route.path, status, problem));
        };
        for (status, problem, _) in SPOILT {
            if concerns(route, problem) {
                prove(status, problem);
            }
        }
        for (status, problem) in [(429, "rate-limited"), (503, "unavailable")] {
            if route.says(status) {
                prove(status, problem);
            }
        }
    }
    proved
}

fn check(route: &Route, answer: &Answer, status: u16, problem: &str) {
    let of = format!("{} {}", route.method, route.path);
    assert_eq!(answer.status, status, "{of}: {}", answer.text());
    assert_eq!(answer.problem(status), problem, "{of}");
}

#[test]
fn an_invalid_request_to_any_route_is_refused_and_changes_nothing() {
    let theatre = Theatre::open();
    let before = theatre.seen();
    for route in routes(&theatre) {
        let mut usual = route.usual();
        if route.asks_for("session") {
            usual = theatre.as_staff("door", usual);
        }
        for (status, problem, spoil) in SPOILT {
            if concerns(&route, problem) {
                check(&route, &theatre.send(&spoil(usual.clone())), status, problem);
            }
        }
        if route.takes_json() {
            for nothing in ["{}", "[]", "{\"surprise\": 1}"] {
                let answer = theatre.send(&usual.clone().bytes(nothing));
                check(&route, &answer, 422, "validation");
            }
        }
    }
    assert_eq!(theatre.seen(), before);
}

#[test]
fn every_route_refuses_other_methods_and_lists_its_own() {
    let theatre = Theatre::open();
    let routes = routes(&theatre);
    for route in &routes {
        let mut taken: BTreeSet<&str> = routes
            .iter()
            .filter(|other| other.path == route.path)
            .map(|other| &*other.method)
            .collect();
        if taken.contains("GET") {
            taken.insert("HEAD");
        }
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            if taken.contains(method) {
                continue;
            }
            let path = route.usual().path;
            let answer = theatre.send(&Ask::new(method, &path));
            check(route, &answer, 405, "method-not-allowed");
            let allowed: BTreeSet<&str> =
                answer.header("allow").split(',').map(str::trim).collect();
            assert_eq!(allowed, taken, "{method} {path}");
        }
    }
}

#[test]
fn too_many_requests_to_any_route_get_a_retry_after() {
    let theatre = Theatre::open();
    let place = Place::on(theatre.database())
        .set("AZIONELAB__RATE_LIMIT__ENABLED", "true")
        .set("AZIONELAB__RATE_LIMIT__READS_PER_CLIENT", "1 per 1h")
        .set("AZIONELAB__RATE_LIMIT__REQUESTS_PER_CLIENT", "1 per 1h")
        .set("AZIONELAB__RATE_LIMIT__STAFF_PER_CLIENT", "1 per 1h");
    let program = place.serve();
    Ask::get("/api/v1/site").of(&program).expect(200);
    Ask::get("/api/v1/reservation").of(&program).expect(401);
    Ask::get("/api/v1/session").of(&program).expect(401);
    let before = theatre.seen();
    for route in routes(&theatre) {
        let answer = route.usual().of(&program);
        if route.says(429) {
            check(&route, &answer, 429, "rate-limited");
            let wait: u32 = answer.header("retry-after").parse().unwrap();
            assert!((3_000..=3_600).contains(&wait), "{wait} s");
        } else {
            answer.expect(200);
        }
    }
    assert_eq!(theatre.seen(), before);
}

#[test]
fn without_a_database_every_route_has_a_retry_after() {
    let theatre = Theatre::open();
    let routes = routes(&theatre);
    theatre.shut();
    for route in routes {
        let answer = theatre.send(&route.usual());
        if route.says(503) {
            check(&route, &answer, 503, "unavailable");
            assert_eq!(answer.header("retry-after"), "2");
        } else {
            answer.expect(200);
        }
    }
}
