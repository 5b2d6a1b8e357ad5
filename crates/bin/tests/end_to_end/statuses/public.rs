//! Public requests.

use super::case::{Case, done, play, refused};
use crate::{ask::Ask, company::PERFORMANCE};

const PERFORMANCES: &str = "/api/v1/performances";
const A_PERFORMANCE: &str = "/api/v1/performances/{id}";
const OTHER_DATES: &str = "/api/v1/performances/{id}/other-dates";

/// The SHA-256 of the four bytes `webp`.
const IMAGE: &str = "a57bb082e728a0cdce930ecfcccf4510a3a247be5f322b09b3a971a3f5ed34f8";

/// Routes, with names that do not exist there.
const NOTHING_THERE: [(&str, &[&str]); 5] = [
    ("/api/v1/shows/{slug}", &["nowhere", "Not%20a%20slug", "..", "%2e%2e%2fshows", "%00", "%ff"]),
    ("/api/v1/venues/{slug}", &["nowhere", "SALA", "sala%0d%0a"]),
    ("/api/v1/pages/{slug}", &["nowhere", "a'%20OR%20'1'='1"]),
    (
        A_PERFORMANCE,
        &["1", "0191", "00000000-0000-7000-8000-999999999999", "not-an-id", "%F0%9F%8E%AD"],
    ),
    ("/api/v1/media/{file}", &["x.webp", "..%2f..%2fCargo.toml", "%2e%2e.webp"]),
];

fn found() -> Vec<Case> {
    let get = |route: &str, path: &'static str| done("GET", route, 200, move |_| Ask::get(path));
    vec![
        get("/api/health", "/api/health"),
        get("/api/health/live", "/api/health/live"),
        get("/api/v1/site", "/api/v1/site"),
        get("/api/v1/home", "/api/v1/home"),
        get("/api/v1/shows", "/api/v1/shows"),
        get("/api/v1/shows/{slug}", "/api/v1/shows/mirandolina"),
        get("/api/v1/venues", "/api/v1/venues"),
        get("/api/v1/venues/{slug}", "/api/v1/venues/sala"),
        get(PERFORMANCES, "/api/v1/performances?show=mirandolina&venue=sala&limit=1"),
        // Outside the range of PostgreSQL's times.
        get(PERFORMANCES, "/api/v1/performances?from=-009000-01-01T00:00:00Z&to=9999-12-01"),
        done("GET", A_PERFORMANCE, 200, |_| Ask::get(&format!("{PERFORMANCES}/{PERFORMANCE}"))),
        done("GET", OTHER_DATES, 200, |theatre| {
            theatre.schedule();
            Ask::get(&format!("{PERFORMANCES}/{PERFORMANCE}/other-dates"))
        }),
        done("GET", "/api/v1/pages/{slug}", 200, |theatre| {
            theatre.sql("INSERT INTO pages (slug, title, body) VALUES ('noi', 'Noi', '*Noi*')");
            Ask::get("/api/v1/pages/noi")
        })
        .and(|answer| assert_eq!(answer.json()["html"], "<p><em>Noi</em></p>\n")),
        done("GET", "/api/v1/media/{file}", 200, |theatre| {
            theatre.sql(
                "INSERT INTO images VALUES (sha256('webp'), 1, 1, 'webp');
                 INSERT INTO posters SELECT shows.id, images.hash FROM shows, images",
            );
            Ask::get(&format!("/api/v1/media/{IMAGE}.webp"))
        })
        .and(|answer| {
            assert_eq!((answer.text(), &*answer.content_type), ("webp".to_owned(), "image/webp"));
        }),
    ]
}

/// Objects with a new slug.
fn renamed() -> Vec<Case> {
    let renamed = |route: &str, path: &'static str, sql: &'static str| {
        done("GET", route, 308, move |theatre| {
            theatre.sql(sql);
            Ask::get(path)
        })
    };
    vec![
        renamed(
            "/api/v1/shows/{slug}",
            "/api/v1/shows/prima",
            "INSERT INTO show_slugs SELECT 'prima', id FROM shows WHERE slug = 'mirandolina'",
        )
        .and(|answer| {
            assert_eq!(answer.headers["location"], "/api/v1/shows/mirandolina");
        }),
        renamed(
            "/api/v1/venues/{slug}",
            "/api/v1/venues/prima",
            "INSERT INTO venue_slugs SELECT 'prima', id FROM venues WHERE slug = 'sala'",
        )
        .and(|answer| assert_eq!(answer.headers["location"], "/api/v1/venues/sala")),
        renamed(
            "/api/v1/pages/{slug}",
            "/api/v1/pages/prima",
            "INSERT INTO pages (slug, title, body) VALUES ('prima', 'Noi', '');
             UPDATE pages SET slug = 'adesso' WHERE slug = 'prima'",
        )
        .and(|answer| assert_eq!(answer.headers["location"], "/api/v1/pages/adesso")),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = found();
    cases.extend(renamed());
    cases.push(refused("GET", A_PERFORMANCE, 404, "not-found", |theatre| {
        let draft = theatre.schedule();
        theatre.sql(&format!(
            "INSERT INTO shows (id, slug, title) VALUES ('{draft}', 'segreto', 'Segreto');
             UPDATE performances SET show_id = '{draft}' WHERE id = '{draft}'"
        ));
        Ask::get(&format!("{PERFORMANCES}/{draft}"))
    }));
    cases.push(refused("GET", OTHER_DATES, 404, "not-found", |_| {
        Ask::get(&format!("{PERFORMANCES}/00000000-0000-7000-8000-999999999999/other-dates"))
    }));
    for (route, names) in NOTHING_THERE {
        let folder = route.rsplit_once('/').unwrap().0;
        cases.extend(names.iter().map(|name| {
            let path = format!("{folder}/{name}");
            refused("GET", route, 404, "not-found", move |_| Ask::get(&path))
        }));
    }
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "from=tonight",
        "to=2026-13-01",
        "show=A%20B",
        "venue=%00",
        "cursor=x",
        "limit=1&limit=2",
    ] {
        cases.push(refused("GET", PERFORMANCES, 422, "validation", move |_| {
            Ask::get(&format!("{PERFORMANCES}?{query}"))
        }));
    }
    cases
}

#[test]
fn public_requests_have_the_described_answers() {
    play(&cases());
}

#[test]
fn unknown_paths_below_api_get_a_problem_document() {
    let theatre = super::theatre::Theatre::open();
    for path in [
        "/api",
        "/api/",
        "/api/v2/shows",
        "/api/v1/shows/",
        "/api/v1/admin/nothing",
        "/api/v1/mirandolina",
        "/api//v1/shows",
    ] {
        assert_eq!(theatre.send(&Ask::get(path)).problem(404), "not-found", "{path}");
    }
    let page = theatre.send(&Ask::get("/nowhere"));
    assert_eq!((page.status, &*page.content_type), (404, "text/html; charset=utf-8"));
}
