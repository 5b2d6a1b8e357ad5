//! Tests which files nginx serves itself and which it caches.

use std::fs;

use super::nginx::{Front, built, frontend};
use crate::ask::Ask;

#[tokio::test]
async fn hashed_files_are_cached_for_a_year_and_precompressed() {
    let front = Front::with_seats(10).await;
    let path = built("main", "js");
    let read = |suffix: &str| fs::read(format!("{}{path}{suffix}", frontend().display())).unwrap();
    // Debian's nginx has no Brotli, so a client that accepts only Brotli gets the plain file.
    for (accepted, encoding, content) in [
        ("gzip", "gzip", read(".gz")),
        ("br, gzip", "gzip", read(".gz")),
        ("br", "", read("")),
        ("identity", "", read("")),
    ] {
        let answer = Ask::get(&path).header("Accept-Encoding", accepted).of(&front.nginx);
        assert_eq!((answer.status, answer.header("content-encoding")), (200, encoding));
        assert_eq!(answer.bytes, content, "{accepted}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        assert!(answer.content_type.ends_with("javascript"), "{}", answer.content_type);
    }
    assert_eq!(front.nginx.noted(&path)["upstream"], "", "no process answered it");
}

#[tokio::test]
async fn files_of_other_versions_are_requested_from_the_processes() {
    let front = Front::with_seats(10).await;
    assert_eq!(Ask::get("/main-AAAAAAAA.js").of(&front.nginx).problem(404), "not-found");
    let there = Ask::new("DELETE", &built("main", "js")).of(&front.nginx);
    assert!((400..500).contains(&there.status), "{there:?}");
    assert_eq!(there.content_type, "application/problem+json");
}

#[tokio::test]
async fn pages_and_the_api_come_from_the_processes() {
    let front = Front::with_seats(10).await;
    for path in ["/", "/shows/mirandolina", "/manifest.webmanifest", "/ngsw-worker.js"] {
        let answer = Ask::get(path).of(&front.nginx);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.bytes.is_empty(), "{path}");
        assert_ne!(front.nginx.noted(path)["upstream"], "", "{path}");
    }
    let performances = Ask::get("/api/v1/performances").of(&front.nginx).expect(200);
    assert_eq!(performances["items"][0]["booking"]["available"], 10);
}

#[tokio::test]
async fn a_poster_is_cached_and_served_while_no_process_runs() {
    let Front { nginx, backends, database, places: _places } = Front::with_seats(10).await;
    database
        .execute(
            "INSERT INTO images VALUES (sha256('webp'), 1, 1, 'webp');
             INSERT INTO posters SELECT shows.id, images.hash FROM shows, images",
        )
        .await;
    let show = Ask::get("/api/v1/shows/mirandolina").of(&nginx).expect(200);
    let poster = show["poster"]["images"][0]["url"].as_str().unwrap();
    let look = || {
        let answer = Ask::get(poster).of(&nginx);
        assert_eq!((answer.status, answer.text()), (200, "webp".to_owned()));
        assert!(answer.header("cache-control").contains("immutable"), "{answer:?}");
        answer.header("x-cache").to_owned()
    };
    assert_eq!((look(), look()), ("MISS".to_owned(), "HIT".to_owned()));
    for backend in backends {
        assert!(backend.stop());
    }
    assert_eq!(look(), "HIT");
}
