//! Tests that failures of other systems do not lose bookings.

use std::{io::Write as _, net::TcpStream, time::Instant};

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    ask::Ask,
    company::{PERFORMANCE, Staff, schedule_a_show},
    mail_server::{MailServer, Slowness, free_port},
    program::{Place, eventually},
    visitor::{Letter, book, request, reservations},
};

async fn show() -> TestDatabase {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 200).await;
    database
}

fn with_mail_server(database: &TestDatabase, port: u16) -> Place {
    Place::on(database)
        .set("AZIONELAB__MAIL__SMTP_HOST", "127.0.0.1")
        .set("AZIONELAB__MAIL__SMTP_PORT", &port.to_string())
        .set("AZIONELAB__MAIL__TLS", "none")
        .set("AZIONELAB__MAIL__FROM", "Teatro di prova <tickets@example.org>")
}

#[tokio::test]
async fn mail_is_sent_to_a_real_server_within_the_request() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let server = MailServer::start(place.path(), port);
    let program = place.serve();
    assert_eq!(book(&program, "anna@example.org", 2)["email_delivery"], "sent");
    let letters = server.letters();
    assert_eq!(letters.len(), 1, "it arrived before the answer");
    let secret = Letter::read(&letters[0]).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    assert_eq!(server.letters().len(), 2);
}

#[tokio::test]
async fn mail_is_delayed_and_not_lost_while_the_mail_server_is_down() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let program = place.serve();
    for guest in 0..20 {
        let booked = book(&program, &format!("guest-{guest}@example.org"), 1);
        assert_eq!(booked["email_delivery"], "queued");
    }
    let server = MailServer::start(place.path(), port);
    let letters = eventually("every mail arrives", || {
        let letters = server.letters();
        (letters.len() == 20).then_some(letters)
    });
    // A link in a late message is valid too.
    for letter in letters {
        let secret = Letter::read(&letter).secret();
        program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    }
}

/// The state after an outage of twenty minutes: each message waits for its own retry time.
const AFTER_A_LONG_OUTAGE: &str =
    "UPDATE reservations SET hold_until = now() + interval '5 seconds';
     UPDATE outbox SET created_at = created_at - interval '20 minutes', failed_attempts = 9,
         waits_for = 'server', next_attempt_at = now() + interval '14 minutes';
     UPDATE outbox SET next_attempt_at = now()
     WHERE id = (SELECT id FROM outbox ORDER BY created_at DESC LIMIT 1)";

#[tokio::test]
async fn after_an_outage_a_hundred_messages_are_sent_at_once_and_hold_their_seats() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let program = place.serve();
    for guest in 0..100 {
        book(&program, &format!("guest-{guest}@example.org"), 1);
    }
    assert!(program.stop());
    database.execute(AFTER_A_LONG_OUTAGE).await;
    let server = MailServer::start(place.path(), port);
    let program = place.serve();
    let began = Instant::now();
    eventually("every mail arrives", || (server.letters().len() == 100).then_some(()));
    let took = began.elapsed();
    eprintln!("100 letters were delivered within {took:?}");
    assert!(took.as_secs() < 60, "{took:?}");
    // Wait until the old holds would have lapsed.
    std::thread::sleep(std::time::Duration::from_secs(6).saturating_sub(took));
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], 100, "each seat is held again");
}

#[tokio::test]
async fn an_address_that_the_mail_server_does_not_support_is_refused() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let _server = MailServer::start_without_utf8(place.path(), port);
    let program = place.serve();
    let refused = program.post(&reservations(PERFORMANCE), &request("zoë@example.org", 2));
    assert_eq!(refused.problem(422), "validation");
    let error = &refused.json()["errors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("email"), &json!("beyond_ascii")));
    // The box office gets the same error.
    let staff = Staff::sign_in(&place, &program, "box_office");
    let guest = json!({
        "performance_id": PERFORMANCE, "name": "Zoë", "seats": 2, "email": "zoë@example.org",
    });
    let create = Ask::post("/api/v1/admin/reservations", &guest).header("Cookie", staff.cookie());
    let refused = create.of(&program);
    assert_eq!(refused.problem(422), "validation");
    assert_eq!(refused.json()["errors"][0]["code"], "beyond_ascii");
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], 200, "no seats are held");
}

#[tokio::test]
async fn a_message_refused_within_the_request_is_reported_as_failed() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let _server = MailServer::start(place.path(), port);
    let program = place.serve();
    assert_eq!(book(&program, "refused@example.org", 2)["email_delivery"], "failed");
}

#[tokio::test]
async fn a_slow_mail_server_gets_each_message_once() {
    for slowness in [
        Slowness { answers_after: 4, ..Slowness::default() },
        Slowness { greets_after: 5, ..Slowness::default() },
    ] {
        let database = show().await;
        let port = free_port();
        let place =
            with_mail_server(&database, port).set("AZIONELAB__MAIL__HAND_OVER_SECONDS", "1");
        let server = MailServer::start_slow(place.path(), port, slowness);
        let program = place.serve();
        assert_eq!(book(&program, "anna@example.org", 2)["email_delivery"], "queued");
        eventually("the mail arrives", || (!server.letters().is_empty()).then_some(()));
        // Long enough for a second copy: the first retry is after 5 s, and the outbox is checked
        // every second.
        std::thread::sleep(std::time::Duration::from_secs(12));
        assert_eq!(server.letters().len(), 1, "{slowness:?}");
    }
}

#[tokio::test]
async fn a_message_is_delivered_after_its_process_was_killed() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    // A mail server that accepts the connection but sends nothing delays the delivery.
    let silent = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let program = place.serve();
    let url = program.url(&reservations(PERFORMANCE));
    let visitor = std::thread::spawn(move || {
        let body = request("anna@example.org", 2);
        crate::program::agent().post(url).send_json(&body).is_ok()
    });
    let (_connection, _) = silent.accept().unwrap();
    program.kill();
    assert!(!visitor.join().unwrap(), "the visitor got no answer");
    drop(silent);

    let server = MailServer::start(place.path(), port);
    let program = place.serve();
    let letters = eventually("the mail arrives", || {
        let letters = server.letters();
        (!letters.is_empty()).then_some(letters)
    });
    let secret = Letter::read(&letters[0]).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
}

#[tokio::test]
async fn a_booking_is_kept_when_the_visitor_disconnects() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let silent = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let program = place.serve();
    let body = request("anna@example.org", 2).to_string();
    let address = program.url("");
    let mut visitor = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    write!(
        visitor,
        "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        reservations(PERFORMANCE),
        body.len()
    )
    .unwrap();
    // The seats are held and the delivery has started when the visitor disconnects.
    let (connection, _) = silent.accept().unwrap();
    drop(visitor);
    drop((connection, silent));
    let server = MailServer::start(place.path(), port);
    eventually("the mail arrives", || (!server.letters().is_empty()).then_some(()));
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], 198);
}

#[tokio::test]
async fn health_shows_when_the_database_goes_and_returns() {
    let database = show().await;
    let place = Place::on(&database);
    let program = place.serve();
    book(&program, "anna@example.org", 2);

    database.shut().await;
    let unwell = eventually("the outage shows", || {
        let answer = program.get("/api/health");
        (answer.status == 503).then_some(answer)
    });
    assert!(unwell.headers.contains_key("retry-after"));
    program.get("/api/health/live").expect(200);
    let refused = program.post(&reservations(PERFORMANCE), &request("berta@example.org", 2));
    assert_eq!(refused.problem(503), "unavailable");
    assert!(refused.headers.contains_key("retry-after"));

    database.open_again().await;
    eventually("it is well again", || (program.get("/api/health").status == 200).then_some(()));
    book(&program, "berta@example.org", 2);
}

#[tokio::test]
async fn an_outage_is_logged_once_a_second_and_not_for_each_request() {
    let database = show().await;
    let place = Place::on(&database);
    let program = place.serve();
    database.shut().await;
    eventually("the outage shows", || (program.get("/api/health").status == 503).then_some(()));
    let began = Instant::now();
    for _ in 0..300 {
        assert_eq!(program.get("/api/v1/performances").problem(503), "unavailable");
    }
    let seconds = usize::try_from(began.elapsed().as_secs()).unwrap() + 2;
    let log = eventually("the summary is logged", || {
        let log = program.log();
        log.contains("left_out=").then_some(log)
    });
    let warnings = log.lines().filter(|line| line.contains(" WARN ")).count();
    // Requests and two background tasks fail, perhaps for different reasons.
    assert!(warnings <= 5 * seconds && warnings < 150, "{warnings} lines in {seconds} s\n{log}");
}

#[tokio::test]
async fn running_requests_are_finished_before_the_program_stops() {
    let database = show().await;
    let place = Place::on(&database);
    let program = place.serve();
    let url = program.url(&reservations(PERFORMANCE));
    let visitors: Vec<_> = (0..20)
        .map(|visitor| {
            let url = url.clone();
            std::thread::spawn(move || {
                let body = request(&format!("visitor-{visitor}@example.org"), 1);
                // Late visitors cannot connect, but no connection is cut.
                let answer = crate::program::agent().post(url).send_json(&body);
                answer.map(|answer| answer.status().as_u16()).unwrap_or_default()
            })
        })
        .collect();
    assert!(program.stop(), "it stops cleanly");
    let answers: Vec<_> = visitors.into_iter().map(|visitor| visitor.join().unwrap()).collect();
    let booked = answers.iter().filter(|status| **status == 201).count();
    let program = place.serve();
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], json!(200 - booked), "{answers:?}");
}
