//! Tests every staff route without a session and with every role.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    case::Promise,
    described::{Route, routes},
    theatre::Theatre,
};
use crate::ask::Ask;

/// The roles, in increasing order of rights.
const ROLES: [&str; 3] = ["door", "box_office", "admin"];

/// Every staff route, with the lowest role that may use it.
const LEAST: &[(&str, &str, &str)] = &[
    ("GET", "/api/v1/account", "door"),
    ("PUT", "/api/v1/account/password", "door"),
    ("POST", "/api/v1/account/recovery-codes", "door"),
    ("DELETE", "/api/v1/account/sessions", "door"),
    ("GET", "/api/v1/account/sessions", "door"),
    ("DELETE", "/api/v1/account/sessions/{id}", "door"),
    ("DELETE", "/api/v1/account/totp", "door"),
    ("POST", "/api/v1/account/totp", "door"),
    ("PUT", "/api/v1/account/totp", "door"),
    ("GET", "/api/v1/admin/audit", "admin"),
    ("GET", "/api/v1/admin/check-ins", "box_office"),
    ("GET", "/api/v1/admin/check-ins/people", "box_office"),
    ("GET", "/api/v1/admin/pages", "admin"),
    ("POST", "/api/v1/admin/pages", "admin"),
    ("DELETE", "/api/v1/admin/pages/{slug}", "admin"),
    ("GET", "/api/v1/admin/pages/{slug}", "admin"),
    ("PUT", "/api/v1/admin/pages/{slug}", "admin"),
    ("GET", "/api/v1/admin/performances", "box_office"),
    ("POST", "/api/v1/admin/performances", "admin"),
    ("DELETE", "/api/v1/admin/performances/{id}", "admin"),
    ("GET", "/api/v1/admin/performances/{id}", "box_office"),
    ("PUT", "/api/v1/admin/performances/{id}", "admin"),
    ("POST", "/api/v1/admin/performances/{id}/cancel", "admin"),
    ("POST", "/api/v1/admin/performances/{id}/consequences", "admin"),
    ("GET", "/api/v1/admin/performances/{id}/door-list.pdf", "box_office"),
    ("POST", "/api/v1/admin/performances/{id}/move", "admin"),
    ("GET", "/api/v1/admin/performances/{id}/reservations.csv", "box_office"),
    ("POST", "/api/v1/admin/preview", "admin"),
    ("POST", "/api/v1/admin/privacy/erase", "admin"),
    ("POST", "/api/v1/admin/privacy/export", "admin"),
    ("GET", "/api/v1/admin/reservations", "box_office"),
    ("POST", "/api/v1/admin/reservations", "box_office"),
    ("GET", "/api/v1/admin/reservations.csv", "box_office"),
    ("GET", "/api/v1/admin/reservations/{id}", "box_office"),
    ("PATCH", "/api/v1/admin/reservations/{id}", "box_office"),
    ("POST", "/api/v1/admin/reservations/{id}/cancel", "box_office"),
    ("POST", "/api/v1/admin/reservations/{id}/confirm", "box_office"),
    ("PUT", "/api/v1/admin/reservations/{id}/guest", "box_office"),
    ("POST", "/api/v1/admin/reservations/{id}/move", "box_office"),
    ("POST", "/api/v1/admin/reservations/{id}/new-ticket", "box_office"),
    ("POST", "/api/v1/admin/reservations/{id}/resend", "box_office"),
    ("GET", "/api/v1/admin/shows", "box_office"),
    ("POST", "/api/v1/admin/shows", "admin"),
    ("DELETE", "/api/v1/admin/shows/{id}", "admin"),
    ("GET", "/api/v1/admin/shows/{id}", "box_office"),
    ("PUT", "/api/v1/admin/shows/{id}", "admin"),
    ("POST", "/api/v1/admin/shows/{id}/consequences", "admin"),
    ("DELETE", "/api/v1/admin/shows/{id}/poster", "admin"),
    ("PATCH", "/api/v1/admin/shows/{id}/poster", "admin"),
    ("PUT", "/api/v1/admin/shows/{id}/poster", "admin"),
    ("GET", "/api/v1/admin/site", "admin"),
    ("PUT", "/api/v1/admin/site", "admin"),
    ("GET", "/api/v1/admin/staff", "admin"),
    ("POST", "/api/v1/admin/staff", "admin"),
    ("GET", "/api/v1/admin/staff/{id}", "admin"),
    ("PUT", "/api/v1/admin/staff/{id}", "admin"),
    ("POST", "/api/v1/admin/staff/{id}/deactivate", "admin"),
    ("POST", "/api/v1/admin/staff/{id}/invitation", "admin"),
    ("POST", "/api/v1/admin/staff/{id}/reactivate", "admin"),
    ("DELETE", "/api/v1/admin/staff/{id}/totp", "admin"),
    ("GET", "/api/v1/admin/venues", "box_office"),
    ("POST", "/api/v1/admin/venues", "admin"),
    ("DELETE", "/api/v1/admin/venues/{id}", "admin"),
    ("GET", "/api/v1/admin/venues/{id}", "box_office"),
    ("PUT", "/api/v1/admin/venues/{id}", "admin"),
    ("POST", "/api/v1/check-ins", "door"),
    ("DELETE", "/api/v1/check-ins/{id}", "door"),
    ("GET", "/api/v1/door/performances", "door"),
    ("GET", "/api/v1/door/performances/{id}", "door"),
    ("POST", "/api/v1/door/walk-ins", "box_office"),
    ("GET", "/api/v1/session", "door"),
];

/// Returns the lowest role of a route, as an index of [`ROLES`].
fn least(route: &Route) -> usize {
    let row = LEAST.iter().find(|(method, path, _)| route.method == *method && route.path == *path);
    let (.., role) =
        row.unwrap_or_else(|| panic!("the table has no role for {} {}", route.method, route.path));
    ROLES.iter().position(|of| of == role).unwrap()
}

fn of_staff(routes: &[Route]) -> impl Iterator<Item = &Route> {
    routes.iter().filter(|route| route.asks_for("session"))
}

/// The promises that these tests cover.
pub fn proved(routes: &[Route]) -> BTreeSet<Promise> {
    of_staff(routes)
        .filter(|route| least(route) > 0)
        .map(|route| Promise::new(&route.method, &route.path, 403, "forbidden"))
        .collect()
}

/// The number of audit entries about refused requests.
fn written_down(theatre: &Theatre) -> usize {
    let path = "/api/v1/admin/audit?refused=true&limit=100";
    let mut written = 0;
    let mut cursor = String::new();
    loop {
        let ask = theatre.as_staff("admin", Ask::get(&format!("{path}{cursor}")));
        let part = theatre.send(&ask).expect(200);
        let items = part["items"].as_array().unwrap();
        written += items.iter().filter(|entry| entry["refused"] == "forbidden").count();
        match part["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return written,
        }
    }
}

#[test]
fn the_table_contains_only_existing_routes() {
    let theatre = Theatre::open();
    let routes = routes(&theatre);
    for (method, path, _) in LEAST {
        let known = of_staff(&routes).any(|route| route.method == *method && route.path == *path);
        assert!(known, "{method} {path}");
    }
}

#[test]
fn every_staff_route_is_refused_without_the_right() {
    let theatre = Theatre::open();
    let routes = routes(&theatre);
    let mut forbidden = written_down(&theatre);
    for route in of_staff(&routes) {
        let of = format!("{} {}", route.method, route.path);
        let nobody = theatre.send(&route.usual().without("Cookie"));
        assert_eq!(nobody.problem(401), "not-signed-in", "{of}");
        assert_eq!(theatre.send(&route.usual()).problem(401), "not-signed-in", "{of}");
        for (trust, role) in ROLES.into_iter().enumerate() {
            // A new account, because the request may end its session.
            let answer = theatre.send(&theatre.newcomer(role).asks(route.usual()));
            if trust < least(route) {
                assert_eq!(answer.problem(403), "forbidden", "{of} as {role}");
                forbidden += 1;
                assert_eq!(written_down(&theatre), forbidden, "{of} as {role} is recorded");
            } else {
                assert!(![401, 403].contains(&answer.status), "{of} as {role}: {}", answer.text());
            }
        }
    }
    let by = theatre.send(&theatre.as_staff("admin", Ask::get("/api/v1/admin/audit?refused=true")));
    assert!(by.expect(200)["items"].as_array().unwrap().iter().all(|entry| {
        entry["refused"] != json!("forbidden") || entry["by"]["name"].is_string()
    }));
}
