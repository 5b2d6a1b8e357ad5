//! What others break must not break a booking.

use std::{io::Write as _, net::TcpStream};

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    company::{PERFORMANCE, put_on_a_show},
    mail_server::{MailServer, free_port},
    program::{Place, eventually},
    visitor::{Letter, book, request, reservations},
};

async fn show() -> TestDatabase {
    let database = TestDatabase::create().await;
    put_on_a_show(&database, 200).await;
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
async fn mail_is_handed_to_a_real_server_within_the_request() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    let server = MailServer::start(place.path(), port);
    let program = place.serve();
    assert_eq!(book(&program, "anna@example.org", 2)["email_delivery"], "sent");
    let letters = server.letters();
    assert_eq!(letters.len(), 1, "it was there before the answer was");
    let secret = Letter::read(&letters[0]).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    assert_eq!(server.letters().len(), 2);
}

#[tokio::test]
async fn a_mail_server_that_is_down_delays_every_mail_and_loses_none() {
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
    // A link that was written late works as well as one written at once.
    for letter in letters {
        let secret = Letter::read(&letter).secret();
        program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    }
}

#[tokio::test]
async fn a_process_killed_between_commit_and_delivery_still_delivers() {
    let database = show().await;
    let port = free_port();
    let place = with_mail_server(&database, port);
    // A mail server that takes the connection and says nothing holds the delivery up.
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
async fn a_visitor_who_hangs_up_has_booked_all_the_same() {
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
    // The seats are held and the delivery has begun when the visitor goes.
    let (_connection, _) = silent.accept().unwrap();
    drop(visitor);
    drop(silent);
    let server = MailServer::start(place.path(), port);
    eventually("the mail arrives", || (!server.letters().is_empty()).then_some(()));
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], 198);
}

#[tokio::test]
async fn a_database_that_goes_and_comes_back_is_noticed_both_times() {
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
async fn what_is_in_flight_is_finished_before_it_stops() {
    let database = show().await;
    let place = Place::on(&database);
    let program = place.serve();
    let url = program.url(&reservations(PERFORMANCE));
    let visitors: Vec<_> = (0..20)
        .map(|visitor| {
            let url = url.clone();
            std::thread::spawn(move || {
                let body = request(&format!("visitor-{visitor}@example.org"), 1);
                // Whoever came too late was not connected; nobody is cut off.
                let answer = crate::program::agent().post(url).send_json(&body);
                answer.map(|answer| answer.status().as_u16()).unwrap_or_default()
            })
        })
        .collect();
    assert!(program.stop(), "it stops as it should");
    let answers: Vec<_> = visitors.into_iter().map(|visitor| visitor.join().unwrap()).collect();
    let booked = answers.iter().filter(|status| **status == 201).count();
    let program = place.serve();
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], json!(200 - booked), "{answers:?}");
}
