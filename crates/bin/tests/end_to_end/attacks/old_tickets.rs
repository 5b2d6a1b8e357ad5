//! Old links and tickets in the hands of other people.

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::{Value, json};

use crate::{
    ask::Ask,
    company::{PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program, eventually},
    visitor::{Letter, book},
};

fn ticket(secret: &str) -> String {
    azionelab_domain::Secret::parse(secret).unwrap().ticket().reveal()
}

/// Creates a confirmed reservation, and returns its id and the secret in the ticket's message.
fn confirmed(place: &Place, program: &Program) -> (String, String) {
    let booked = book(program, "sbagliato@example.org", 2);
    let secret = Letter::about(place, &booked, 0).secret();
    Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret).of(program).expect(200);
    let secret = Letter::about(place, &booked, 1).secret();
    (booked["id"].as_str().unwrap().to_owned(), secret)
}

fn scan(program: &Program, staff: &Staff, ticket: &str) -> crate::program::Answer {
    staff.check_in(program, &json!({ "ticket": ticket, "performance_id": PERFORMANCE }))
}

fn office(staff: &Staff, method: &str, id: &str, below: &str) -> Ask {
    Ask::new(method, &format!("/api/v1/admin/reservations/{id}{below}"))
        .header("Cookie", staff.cookie())
}

/// Checks that only the newest message has valid links.
fn assert_only_the_newest_works(place: &Place, program: &Program, staff: &Staff, to: &str) {
    let letters = eventually("the third letter", || {
        let letters = place.letters();
        (letters.len() == 3).then_some(letters)
    });
    let (latest, earlier) = letters.split_last().unwrap();
    for letter in earlier {
        let secret = Letter::read(letter).secret();
        let holder = Ask::get("/api/v1/reservation").holder(&secret);
        assert_eq!(holder.of(program).problem(404), "unknown-reservation");
        assert_eq!(scan(program, staff, &ticket(&secret)).problem(404), "ticket-replaced");
        let shown = Ask::get("/api/v1/ticket").holder(&ticket(&secret));
        assert_eq!(shown.of(program).problem(404), "ticket-replaced");
    }
    assert!(latest.contains(to), "the new one goes to {to}");
    let secret = Letter::read(latest).secret();
    let reservation = Ask::get("/api/v1/reservation").holder(&secret).of(program).expect(200);
    assert_eq!(reservation["email"], to);
    assert_eq!(scan(program, staff, &ticket(&secret)).status, 201);
}

#[tokio::test]
async fn correcting_an_address_revokes_the_links_sent_to_the_old_one() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    let staff = Staff::sign_in(&place, &program, "admin");
    let (id, _) = confirmed(&place, &program);

    let version = office(&staff, "GET", &id, "").of(&program).header("etag").to_owned();
    let right = json!({ "name": "Anna", "email": "giusto@example.org", "locale": "it" });
    let correct = office(&staff, "PUT", &id, "/guest").json(&right).header("If-Match", &version);
    assert_eq!(correct.of(&program).expect(200)["email"], "giusto@example.org");
    assert_only_the_newest_works(&place, &program, &staff, "giusto@example.org");
}

#[tokio::test]
async fn a_new_ticket_revokes_the_old_ones() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    let staff = Staff::sign_in(&place, &program, "admin");
    let (id, _) = confirmed(&place, &program);

    let detail = office(&staff, "POST", &id, "/new-ticket").json(&Value::Null).of(&program);
    let history = detail.expect(200)["history"].clone();
    let entries = history.as_array().unwrap();
    let entry = entries.iter().find(|one| one["action"] == "reservation.replace_ticket");
    assert_eq!(entry.unwrap()["after"]["links_ended"], true, "{history}");
    assert_only_the_newest_works(&place, &program, &staff, "sbagliato@example.org");
}

#[tokio::test]
async fn resending_a_message_is_limited() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database).set("AZIONELAB__RATE_LIMIT__ENABLED", "true");
    let program = place.serve();
    let staff = Staff::sign_in(&place, &program, "admin");
    let (id, _) = confirmed(&place, &program);
    for _ in 0..5 {
        office(&staff, "POST", &id, "/resend").of(&program).expect(200);
    }
    let sixth = office(&staff, "POST", &id, "/resend").of(&program);
    assert_eq!(sixth.problem(429), "rate-limited");
    assert!(sixth.header("retry-after").parse::<u32>().unwrap() > 0);
    let sixth = office(&staff, "POST", &id, "/new-ticket").of(&program);
    assert_eq!(sixth.problem(429), "rate-limited", "it shares their limit");
}
