//! The routes of the OpenAPI document, and rules that hold for many of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{case::Promise, programme, theatre::Theatre};
use crate::{
    ask::Ask,
    company::{PASSWORD, PERFORMANCE},
    visitor::request,
};

/// A route and its description.
pub struct Route {
    pub method: String,
    pub path: String,
    definition: Value,
}

impl Route {
    pub fn says(&self, status: u16) -> bool {
        self.definition["responses"].get(status.to_string()).is_some()
    }

    pub fn takes_a_body(&self) -> bool {
        self.definition.get("requestBody").is_some()
    }

    pub fn takes_json(&self) -> bool {
        self.definition["requestBody"]["content"].get("application/json").is_some()
    }

    /// Whether the route requires `secret`, `ticket` or `session`.
    pub fn asks_for(&self, scheme: &str) -> bool {
        let ways = self.definition["security"].as_array();
        ways.is_some_and(|ways| ways.iter().all(|way| way.get(scheme).is_some()))
    }

    pub fn changes_something(&self) -> bool {
        self.method != "GET"
    }

    /// A valid request, except that its secret or session does not exist.
    pub fn usual(&self) -> Ask {
        let nobodys = "A".repeat(43);
        let path = self
            .path
            .replace("{id}", PERFORMANCE)
            .replace("{slug}", "mirandolina")
            .replace("{file}", &format!("{}.webp", "0".repeat(64)));
        let ask = Ask::new(&self.method, &path)
            .holder(&nobodys)
            .header("Cookie", &format!("azionelab={nobodys}"))
            .header("If-Match", "\"v1\"");
        match (&*self.method, &*self.path) {
            ("POST", "/api/v1/performances/{id}/reservations") => {
                ask.json(&request("anna@example.org", 1))
            }
            ("POST", "/api/v1/session") => {
                ask.json(&json!({ "email": "door@example.org", "password": PASSWORD }))
            }
            ("POST", "/api/v1/check-ins") => {
                ask.json(&json!({ "ticket": nobodys, "performance_id": PERFORMANCE }))
            }
            ("PUT", "/api/v1/account/password") => {
                ask.json(&json!({ "current_password": PASSWORD, "new_password": PASSWORD }))
            }
            ("PUT", "/api/v1/account/totp") => ask.json(&json!({ "code": "123456" })),
            (_, "/api/v1/account/totp" | "/api/v1/account/recovery-codes") => {
                ask.json(&json!({ "password": PASSWORD }))
            }
            ("POST", "/api/v1/password-reset" | "/api/v1/admin/privacy/export") => {
                ask.json(&json!({ "email": "nobody@example.org" }))
            }
            ("POST", "/api/v1/reservations/link") => {
                ask.json(&json!({ "code": "K7QF3M", "email": "nobody@example.org" }))
            }
            ("POST", "/api/v1/staff-link") => ask.json(&json!({ "new_password": PASSWORD })),
            ("POST", "/api/v1/admin/staff") => {
                ask.json(&json!({ "name": "Nina", "email": "door@example.org", "role": "door" }))
            }
            ("PUT", "/api/v1/admin/staff/{id}") => {
                ask.json(&json!({ "name": "Nina", "role": "door" }))
            }
            ("POST", "/api/v1/admin/privacy/erase") => {
                ask.json(&json!({ "email": "nobody@example.org", "cancel": [] }))
            }
            ("PUT", "/api/v1/admin/site") => ask.json(&settings()),
            ("POST", "/api/v1/admin/pages") => {
                ask.json(&json!({ "slug": "privacy", "title": "Privacy", "body": "" }))
            }
            ("PUT", "/api/v1/admin/pages/{slug}") => {
                ask.json(&json!({ "title": "Privacy", "body": "" }))
            }
            ("POST", "/api/v1/admin/preview") => ask.json(&json!({ "markdown": "*sei*" })),
            ("DELETE", "/api/v1/reservations/{id}") => ask.header("Idempotency-Key", "nobody's"),
            ("POST", "/api/v1/door/walk-ins") => ask.json(&json!({
                "performance_id": PERFORMANCE, "seats": 1, "client_ref": "nobody's",
            })),
            ("POST", "/api/v1/admin/reservations") => {
                ask.json(&json!({ "performance_id": PERFORMANCE, "name": "Anna", "seats": 1 }))
            }
            ("PUT", "/api/v1/admin/reservations/{id}/guest") => {
                ask.json(&json!({ "name": "Anna", "locale": "it" }))
            }
            ("POST", "/api/v1/admin/reservations/{id}/cancel") => {
                ask.json(&json!({ "tell": true }))
            }
            ("POST", "/api/v1/admin/reservations/{id}/move") => {
                ask.json(&json!({ "performance_id": PERFORMANCE }))
            }
            ("PATCH", "/api/v1/admin/reservations/{id}" | "/api/v1/reservation") => {
                ask.json(&json!({ "seats": 1 }))
            }
            (method, path) if programme::takes(method, path) => programme::fill(ask),
            (_, path) => {
                assert!(!self.takes_a_body(), "this test has no body for {path}");
                ask
            }
        }
    }

    /// The promises of the route: each status with each problem in its description.
    fn promises(&self) -> BTreeSet<Promise> {
        let responses = self.definition["responses"].as_object().unwrap();
        let of_each = |(status, definition): (&String, &Value)| {
            let status = status.parse::<u16>().unwrap();
            let problems = match status {
                ..400 => vec![String::new()],
                _ => problems(definition["description"].as_str().unwrap()),
            };
            assert!(
                !problems.is_empty(),
                "{} {}: {status} names no problem",
                self.method,
                self.path
            );
            problems
                .into_iter()
                .map(move |problem| Promise::new(&self.method, &self.path, status, &problem))
        };
        responses.iter().flat_map(of_each).collect()
    }
}

/// Valid settings of the site.
pub fn settings() -> Value {
    json!({
        "name": "Teatro",
        "tagline": "",
        "time_zone": "Europe/Rome",
        "contact": { "email": "box@example.org", "phone": "", "address": "" },
        "hold_minutes": 30,
        "max_seats_per_reservation": 10,
        "max_live_reservations_per_address": 3,
        "door_opens_before_minutes": 180,
        "door_closes_after_minutes": 360,
        "retention_days": 30,
    })
}

/// Returns the problem names, which are in backticks. Ignores member names in brackets, and headers
/// and fields, which have no dash or follow `with`.
fn problems(description: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0;
    for c in description.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.replace("with `Retry-After`", "").replace("with `errors`", "");
    plain.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns every route of the document.
pub fn routes(theatre: &Theatre) -> Vec<Route> {
    let description = theatre.send(&Ask::get("/api/openapi.json")).expect(200);
    let mut routes = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, definition) in methods.as_object().unwrap() {
            let (method, path) = (method.to_uppercase(), path.clone());
            routes.push(Route { method, path, definition: definition.clone() });
        }
    }
    assert!(routes.len() > 20, "the document has been read");
    routes
}

/// Returns the promises of all routes.
pub fn promises(routes: &[Route]) -> BTreeSet<Promise> {
    routes.iter().flat_map(Route::promises).collect()
}
