//! Tests the metrics.

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    company::{PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program, eventually},
    visitor::{Letter, book, request, reservations},
};

async fn show(seats: u32) -> (TestDatabase, Place) {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, seats).await;
    let place = Place::on(&database).set("AZIONELAB__METRICS__LISTEN", "127.0.0.1:0");
    (database, place)
}

/// Returns the value of a series, given as `name{label="value"}`, if it exists.
fn value(scrape: &str, series: &str) -> Option<f64> {
    let line = scrape.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map(|value| value.parse().unwrap())
}

fn scrape(program: &Program) -> String {
    let answer = program.metrics();
    assert_eq!(answer.status, 200);
    assert!(answer.content_type.starts_with("text/plain; version=0.0.4"), "{answer:?}");
    answer.text()
}

#[tokio::test]
async fn events_are_counted_by_their_outcome() {
    let (_database, place) = show(6).await;
    let program = place.serve();
    let before = scrape(&program);
    assert_eq!(value(&before, r#"azionelab_bookings_total{outcome="placed"}"#), Some(0.0));

    let booked = book(&program, "anna@example.org", 4);
    let too_many = program.post(&reservations(PERFORMANCE), &request("berta@example.org", 4));
    assert_eq!(too_many.problem(409), "sold-out");
    let secret = Letter::about(&place, &booked, 0).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    let ticket = azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal();
    let door = Staff::sign_in(&place, &program, "door");
    let party = json!({ "performance_id": PERFORMANCE, "ticket": ticket });
    let first = door.check_in(&program, &party);
    let again = door.check_in(&program, &party);
    program.get("/reservation");

    let seen = scrape(&program);
    for series in [
        r#"azionelab_bookings_total{outcome="placed"}"#,
        r#"azionelab_bookings_total{outcome="sold-out"}"#,
        r#"azionelab_confirmations_total{outcome="confirmed"}"#,
        r#"azionelab_sign_ins_total{outcome="signed-in"}"#,
        r#"azionelab_http_requests_total{method="GET",route="/reservation",status="2xx"}"#,
    ] {
        assert_eq!(value(&seen, series), Some(1.0), "{series}\n{seen}");
    }
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(again.problem(409), "already-admitted");
    for outcome in ["admitted", "already-admitted"] {
        let series = format!("azionelab_check_ins_total{{outcome=\"{outcome}\"}}");
        assert_eq!(value(&seen, &series), Some(1.0), "{series}\n{seen}");
    }
    assert_eq!(value(&seen, r#"azionelab_mail_total{result="sent"}"#), Some(2.0));
    assert_eq!(value(&seen, "azionelab_database_up"), Some(1.0));
    assert!(value(&seen, "process_resident_memory_bytes").unwrap() > 1e6);
    let timed = "azionelab_http_request_duration_seconds_count\
                 {method=\"POST\",route=\"/api/v1/performances/{id}/reservations\"}";
    assert_eq!(value(&seen, timed), Some(2.0));
}

#[tokio::test]
async fn labels_contain_no_user_input() {
    let (_database, place) = show(6).await;
    let program = place.serve();
    book(&program, "anna@example.org", 2);
    program.get(&format!("/performances/{PERFORMANCE}"));
    program.get("/nowhere/Ginevra?a=Quattrocchi");
    program.get("/api/v1/shows/Ginevra");
    let seen = scrape(&program);
    for secret in ["example.org", "Ginevra", "Quattrocchi", PERFORMANCE] {
        assert!(!seen.contains(secret), "{secret}\n{seen}");
    }
    assert!(seen.contains(r#"route="/performances/{id}""#), "{seen}");
}

#[tokio::test]
async fn gauges_of_the_database_are_read_on_request_and_reused() {
    let (_database, place) = show(50).await;
    let program = place.serve();
    book(&program, "anna@example.org", 3);
    let held = r#"azionelab_seats_held{state="pending"}"#;
    assert_eq!(value(&scrape(&program), held), Some(3.0));
    book(&program, "berta@example.org", 2);
    let seen = scrape(&program);
    assert_eq!(value(&seen, held), Some(3.0), "the values are reused for some seconds");
    assert_eq!(value(&seen, "azionelab_seats_bookable"), Some(50.0));
    eventually("later values are newer", || {
        (value(&scrape(&program), held) == Some(5.0)).then_some(())
    });
}

#[tokio::test]
async fn without_a_database_its_gauges_have_no_value() {
    let (database, place) = show(50).await;
    let program = place.serve();
    assert_eq!(value(&scrape(&program), "azionelab_database_up"), Some(1.0));
    database.shut().await;
    let seen = eventually("the outage shows", || {
        let seen = scrape(&program);
        (value(&seen, "azionelab_database_up") == Some(0.0)).then_some(seen)
    });
    for series in ["azionelab_seats_bookable", r#"azionelab_outbox_messages{state="waiting"}"#] {
        assert!(value(&seen, series).unwrap().is_nan(), "{series}\n{seen}");
    }
    database.open_again().await;
    eventually("the database is back", || {
        (value(&scrape(&program), "azionelab_database_up") == Some(1.0)).then_some(())
    });
}

#[tokio::test]
async fn visitors_cannot_read_the_metrics() {
    let (_database, place) = show(6).await;
    let program = place.serve();
    let answer = program.get("/metrics");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("azionelab_bookings_total"));
}
