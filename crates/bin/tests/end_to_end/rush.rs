//! Tests many simultaneous visitors.

use crate::{
    company::{PERFORMANCE, schedule_a_show},
    program::{Answer, Place, Program, agent, eventually},
    visitor::{Letter, book, request, reservations},
};
use azionelab::{
    adapters::{MachineReadings, OsSecrets, SteadyClock, SystemClock, Tasks},
    web_server,
    wiring::{ServerHealth, ports},
};
use azionelab_adapters_http::{BuiltFrontend, HttpSettings, Website, router};
use azionelab_adapters_postgres::testing::TestDatabase;
use azionelab_adapters_smtp::{FileMailbox, LetterFolder};
use azionelab_application::{Preferences, UseCases, mail::BaseUrl};
use serde_json::Value;
use std::{net::SocketAddr, sync::Arc, thread};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The result of 200 visitors who book one seat each at the same time, half of them at each URL.
struct Rush {
    booked: usize,
    refused: Vec<Value>,
}

fn rush(urls: &[String; 2]) -> Rush {
    let visitors: Vec<_> = (0..200)
        .map(|visitor| {
            let url = urls[visitor % 2].clone();
            thread::spawn(move || {
                let body = request(&format!("visitor-{visitor}@example.org"), 1);
                Answer::from(agent().post(url).send_json(&body))
            })
        })
        .collect();
    let answers: Vec<_> = visitors.into_iter().map(|visitor| visitor.join().unwrap()).collect();
    let booked = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status != 201).map(|a| {
        assert_eq!(a.problem(409), "sold-out");
        a.json()
    });
    Rush { booked, refused: refused.collect() }
}

fn booking_url(program: &Program) -> String {
    program.url(&reservations(PERFORMANCE))
}

async fn show_with(seats: u32) -> TestDatabase {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, seats).await;
    database
}

#[tokio::test]
async fn two_processes_sell_the_last_fifty_seats_only_once() {
    let database = show_with(50).await;
    let (one, other) = (Place::on(&database), Place::on(&database));
    let (one, other) = (one.serve(), other.serve());
    let rush = rush(&[booking_url(&one), booking_url(&other)]);
    assert_eq!((rush.booked, rush.refused.len()), (50, 150));
    // The refusals state the number of seats left.
    assert!(rush.refused.iter().all(|problem| problem["available"] == 0));
    let performance = one.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["state"], "sold_out");
    assert_eq!(performance["booking"]["available"], 0);
}

/// Without the lock the same visitors oversell the house, so the test above does test the lock.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_lock_the_same_visitors_oversell() {
    for _ in 0..20 {
        let database = show_with(50).await;
        let urls = [serve_without_locks(&database).await, serve_without_locks(&database).await];
        let rush = tokio::task::spawn_blocking(move || rush(&urls)).await.unwrap();
        if rush.booked > 50 {
            return;
        }
    }
    panic!("no house was oversold in twenty attempts without a lock");
}

/// Serves in this process, with a store that takes no locks.
async fn serve_without_locks(database: &TestDatabase) -> String {
    let store = database.store_without_locks(Arc::new(SystemClock));
    let folder = tempfile::tempdir().unwrap();
    let mailer = FileMailbox::open(folder.path(), "tickets@example.org").unwrap();
    let base_url = BaseUrl::parse("http://localhost:8080").unwrap();
    let letters = Arc::new(LetterFolder::at("/nonexistent"));
    let ports = ports(&store, Arc::new(mailer), letters, Tasks::default(), Arc::new(SystemClock));
    let mut preferences = Preferences::new(base_url.clone());
    preferences.mail.paused = true;
    let use_cases = Arc::new(UseCases::new(&ports, &preferences));
    let settings = HttpSettings { rate_limit: None, ..HttpSettings::new(base_url) };
    let website = Website::new(BuiltFrontend, Arc::new(OsSecrets));
    let clock = Arc::new(SteadyClock::new(Arc::new(MachineReadings)));
    let health = Arc::new(ServerHealth { store, clock });
    let router = router(use_cases, health, None, website, settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(web_server::serve(
        listener,
        router,
        web_server::Bounds::behind(Vec::new()),
        CancellationToken::new(),
    ));
    format!("http://{address}{}", reservations(PERFORMANCE))
}

#[tokio::test]
async fn a_double_click_makes_one_reservation_and_sends_one_message() {
    let database = show_with(50).await;
    let place = Place::on(&database);
    let program = place.serve();
    let url = booking_url(&program);
    let clicks: Vec<_> = (0..8)
        .map(|_| {
            let url = url.clone();
            thread::spawn(move || {
                let request = agent().post(url).header("Idempotency-Key", "a double click");
                Answer::from(request.send_json(crate::visitor::request("anna@example.org", 2)))
                    .expect(201)
            })
        })
        .collect();
    let answers: Vec<_> = clicks.into_iter().map(|click| click.join().unwrap()).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(place.letters().len(), 1);
    let other = agent().post(&url).header("Idempotency-Key", "a double click");
    let other = Answer::from(other.send_json(request("anna@example.org", 3)));
    assert_eq!(other.problem(422), "idempotency-mismatch");
}

#[tokio::test]
async fn confirming_in_two_tabs_at_once_sends_one_ticket() {
    let database = show_with(50).await;
    let place = Place::on(&database);
    let program = Arc::new(place.serve());
    let booked = book(&program, "anna@example.org", 2);
    let secret = Letter::about(&place, &booked, 0).secret();
    let tabs: Vec<_> = (0..8)
        .map(|_| {
            let (program, secret) = (program.clone(), secret.clone());
            thread::spawn(move || {
                program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200)
            })
        })
        .collect();
    for tab in tabs {
        assert_eq!(tab.join().unwrap()["status"], "confirmed");
    }
    let tickets = eventually("the ticket arrives", || {
        let letters = place.letters();
        (letters.len() > 1).then_some(letters.len() - 1)
    });
    assert_eq!(tickets, 1);
}
