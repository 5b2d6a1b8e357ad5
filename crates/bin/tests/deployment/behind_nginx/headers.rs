//! Tests the headers for browsers, whether nginx or a process answers.

use serde_json::json;

use super::nginx::{Front, built};
use crate::{ask::Ask, company::PERFORMANCE, visitor::reservations};

const ONCE: [&str; 9] = [
    "cache-control",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
    "x-request-id",
];

#[tokio::test]
async fn every_answer_has_each_header_once() {
    let front = Front::with_seats(10).await;
    let large = json!({ "notes": "x".repeat(65 * 1024) });
    let asks = [
        (Ask::get("/"), 200),
        (Ask::get("/nowhere"), 404),
        (Ask::get("/reservation"), 200),
        (Ask::get("/manifest.webmanifest"), 200),
        (Ask::get(&built("styles", "css")), 200),
        (Ask::get("/main-AAAAAAAA.js"), 404),
        (Ask::get("/api/v1/shows"), 200),
        (Ask::get("/api/v1/reservation"), 401),
        (Ask::get("/api/v1/media/nothing.webp"), 404),
        (Ask::get("/api/v1/admin/shows"), 401),
        (Ask::post(&reservations(PERFORMANCE), &json!({})), 422),
        (Ask::post(&reservations(PERFORMANCE), &large), 413),
        (Ask::post("/api/v1/session", &json!({})), 422),
    ];
    let mut answers: Vec<_> =
        asks.iter().map(|(ask, status)| (ask, *status, ask.of(&front.nginx))).collect();
    let guess = Ask::post("/api/v1/session", &json!({}));
    let refused = (0..40).map(|_| guess.of(&front.nginx)).find(|answer| answer.status == 429);
    answers.push((&guess, 429, refused.expect("the limit applies")));
    for (ask, status, answer) in &answers {
        assert_eq!(answer.status, *status, "{}: {}", ask.path, answer.text());
        for name in ONCE {
            let count = answer.headers.get_all(name).iter().count();
            assert_eq!(count, 1, "{name} of {} {}", answer.status, ask.path);
        }
        let server = answer.header("server");
        assert_eq!(server, "nginx", "it does not show its version");
        assert!(!answer.headers.contains_key("strict-transport-security"), "there is no TLS");
    }
}
