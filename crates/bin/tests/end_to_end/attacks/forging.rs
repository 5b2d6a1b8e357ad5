//! Requests with false claims about their origin.

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    ask::Ask,
    company::{PASSWORD, PERFORMANCE, Staff, schedule_a_show},
    program::Place,
    visitor::{Letter, book, request, reservations},
};

/// Headers that a browser sends for a page of another site.
const CROSS_SITE: [&[(&str, &str)]; 6] = [
    &[("Sec-Fetch-Site", "cross-site")],
    &[("Sec-Fetch-Site", "same-site")],
    &[("Origin", "https://evil.example")],
    &[("Origin", "null")],
    &[("Origin", "http://localhost:8080.evil.example")],
    &[("Origin", "http://localhost:80801")],
];

#[tokio::test]
async fn a_page_of_another_site_cannot_act_for_a_signed_in_user() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    let staff = Staff::sign_in(&place, &program, "admin");
    let booked = book(&program, "anna@example.org", 2);
    let secret = Letter::about(&place, &booked, 0).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    let ticket = azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal();

    let credentials = json!({ "email": "admin@example.org", "password": PASSWORD });
    let scan = json!({ "ticket": ticket, "performance_id": PERFORMANCE });
    let asks = [
        Ask::post("/api/v1/session", &credentials),
        Ask::post("/api/v1/check-ins", &scan),
        Ask::post(&reservations(PERFORMANCE), &request("berta@example.org", 2)),
        Ask::new("DELETE", "/api/v1/session"),
    ];
    let list = format!("/api/v1/door/performances/{PERFORMANCE}");
    let before = staff.get(&program, &list).expect(200);
    for ask in asks {
        let ask = ask.header("Cookie", staff.cookie());
        for headers in CROSS_SITE {
            let ask =
                headers.iter().fold(ask.clone(), |ask, (name, value)| ask.header(name, value));
            let answer = ask.of(&program);
            assert_eq!(answer.problem(403), "cross-site", "{ask:?}");
            assert_eq!(answer.header("set-cookie"), "");
        }
        assert_eq!(staff.get(&program, &list).expect(200), before);
    }
    // A form of an old browser without these headers is refused too.
    let form = Ask::post("/api/v1/check-ins", &scan).header("Content-Type", "text/plain");
    let form = form.header("Cookie", staff.cookie()).of(&program);
    assert_eq!(form.problem(415), "unsupported-media-type");
    assert_eq!(staff.get(&program, &list).expect(200), before);
}

#[tokio::test]
async fn a_claimed_address_does_not_avoid_a_limit() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database)
        .set("AZIONELAB__RATE_LIMIT__ENABLED", "true")
        .set("AZIONELAB__RATE_LIMIT__SIGN_INS_PER_CLIENT", "2 per 1h")
        .set("AZIONELAB__RATE_LIMIT__BOOKINGS_PER_CLIENT", "2 per 1h");
    let program = place.serve();
    let guess = json!({ "email": "admin@example.org", "password": "guess" });
    for (ask, begun) in [
        (Ask::post("/api/v1/session", &guess), 401),
        (Ask::post(&reservations(PERFORMANCE), &request("anna@example.org", 1)), 201),
    ] {
        let statuses = [1, 2, 3, 4].map(|other| {
            let from = format!("198.51.100.{other}");
            let ask = ["X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "X-Client-IP"]
                .into_iter()
                .fold(ask.clone(), |ask, name| ask.header(name, &from));
            ask.header("Forwarded", &format!("for={from}")).of(&program).status
        });
        assert_eq!(statuses, [begun, begun, 429, 429]);
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_only_its_own_entry_counts() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database)
        .set("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1")
        .set("AZIONELAB__RATE_LIMIT__ENABLED", "true")
        .set("AZIONELAB__RATE_LIMIT__SIGN_INS_PER_CLIENT", "1 per 1h");
    let program = place.serve();
    let guess = json!({ "email": "admin@example.org", "password": "guess" });
    let from = |forwarded: &str| {
        Ask::post("/api/v1/session", &guess)
            .header("X-Forwarded-For", forwarded)
            .of(&program)
            .status
    };
    assert_eq!(from("203.0.113.1"), 401);
    for lie in ["203.0.113.1", "198.51.100.7, 203.0.113.1", "127.0.0.1, 203.0.113.1"] {
        assert_eq!(from(lie), 429, "{lie}");
    }
    assert_eq!(from("203.0.113.2"), 401);
}
