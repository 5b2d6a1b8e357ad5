//! Tests what nginx does with the headers by which clients claim another origin.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
};

use serde_json::json;

use super::nginx::{Front, Nginx};
use crate::ask::Ask;

/// Headers with which proxies state the original client, and which anyone can send.
const CLAIMS: [&str; 7] = [
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
    "X-Real-IP",
    "X-Request-Id",
    "Via",
];

fn claiming(ask: Ask, from: &str) -> Ask {
    let ask = ask.header("Forwarded", &format!("for={from};host={from};proto=https"));
    CLAIMS.into_iter().fold(ask, |ask, name| ask.header(name, from))
}

#[test]
fn headers_of_the_client_about_its_origin_are_replaced_and_not_passed_on() {
    let backend = TcpListener::bind("127.0.0.1:0").unwrap();
    let nginx = Nginx::set_up(&backend.local_addr().unwrap().to_string(), Vec::new());
    let request = thread::spawn(move || {
        let (mut connection, _) = backend.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            connection.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        connection.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(head).unwrap().to_lowercase()
    });
    let answer = claiming(Ask::get("/api/v1/shows"), "198.51.100.7").of(&nginx);
    assert_eq!(answer.status, 200);
    let head = request.join().unwrap();
    assert!(!head.contains("198.51.100.7"), "{head}");
    for (name, value) in [("x-forwarded-for", "127.0.0.1"), ("x-forwarded-proto", "http")] {
        let lines: Vec<_> =
            head.lines().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
        assert_eq!(lines, [value]);
    }
    for name in ["forwarded:", "via:", "x-real-ip:", "x-forwarded-port:"] {
        assert!(!head.lines().any(|line| line.starts_with(name)), "{head}");
    }
}

#[tokio::test]
async fn a_claimed_origin_does_not_avoid_a_limit() {
    let front = Front::with(10, |place| {
        place
            .set("AZIONELAB__RATE_LIMIT__ENABLED", "true")
            .set("AZIONELAB__RATE_LIMIT__SIGN_INS_PER_CLIENT", "1 per 1h")
    })
    .await;
    let guess = json!({ "email": "admin@example.org", "password": "guess" });
    let statuses = [1, 2, 3, 4, 5].map(|other| {
        let ask = Ask::post("/api/v1/session", &guess);
        claiming(ask, &format!("198.51.100.{other}")).of(&front.nginx).status
    });
    // Each of the two processes has its own limit.
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 2, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 3, "{statuses:?}");
    let logs = front.nginx.raw_access_log() + &front.nginx.error_log() + &front.backend_logs();
    assert!(!logs.contains("198.51.100."), "a claimed address was logged");
}

#[tokio::test]
async fn the_mailbox_is_not_reachable_through_nginx() {
    let front = Front::with_seats(10).await;
    assert_eq!(front.backends[0].get("/mailbox").status, 200);
    for from in ["127.0.0.1", "::1", ""] {
        let ask = claiming(Ask::get("/mailbox"), from).header("Host", "localhost");
        assert_eq!(ask.of(&front.nginx).status, 404, "{from}");
    }
}
