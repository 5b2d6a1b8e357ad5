//! Attacks with many parallel requests.

use std::thread;

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    ask::Ask,
    company::{PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program},
    visitor::{Letter, request, reservations},
};

const SEATS: u32 = 12;

/// Changes one reservation in many ways, in parallel with other threads.
fn change_reservation(program: &Program, secret: &str, start: usize) {
    for turn in 0..10 {
        let ask = |method, below: &str| {
            Ask::new(method, &format!("/api/v1/reservation{below}")).holder(secret)
        };
        let sent = match (start + turn) % 4 {
            0 => ask("POST", "/confirm"),
            1 => ask("PATCH", "").json(&json!({ "seats": 9 })),
            2 => ask("PATCH", "").json(&json!({ "seats": 1 + turn % 3 })),
            _ if turn == 9 => ask("POST", "/cancel"),
            _ => ask("GET", ""),
        };
        let status = sent.of(program).status;
        assert!(matches!(status, 200 | 409), "{sent:?}: {status}");
    }
}

#[tokio::test]
async fn parallel_changes_never_oversell_a_house() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, SEATS).await;
    let place = Place::on(&database);
    let program = place.serve();
    let staff = Staff::sign_in(&place, &program, "door");
    let secrets: Vec<_> = (0..6)
        .map(|guest| {
            let address = format!("guest-{guest}@example.org");
            Letter::about(&place, &crate::visitor::book(&program, &address, 2), 0).secret()
        })
        .collect();
    thread::scope(|scope| {
        let program = &program;
        for (start, secret) in secrets.iter().enumerate() {
            for second in [0, 1] {
                scope.spawn(move || change_reservation(program, secret, start + second));
            }
            scope.spawn(move || {
                let address = format!("late-{start}@example.org");
                for _ in 0..5 {
                    let ask = Ask::post(&reservations(PERFORMANCE), &request(&address, 1));
                    assert!(matches!(ask.of(program).status, 201 | 409));
                }
            });
        }
        for _ in 0..50 {
            let tonight = staff.get(program, "/api/v1/door/performances").expect(200);
            let house = &tonight["items"][0];
            assert!(house["held"].as_u64().unwrap() <= u64::from(SEATS), "{house}");
        }
    });
    let tonight = staff.get(&program, "/api/v1/door/performances").expect(200);
    let house = &tonight["items"][0];
    let (held, available) = (house["held"].as_u64().unwrap(), house["available"].as_u64().unwrap());
    assert_eq!(held + available, u64::from(SEATS), "{house}");
}

#[tokio::test]
async fn a_request_sent_many_times_in_parallel_makes_one_booking() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, SEATS).await;
    let place = Place::on(&database);
    let program = place.serve();
    let ask = Ask::post(&reservations(PERFORMANCE), &request("anna@example.org", 2))
        .header("Idempotency-Key", "one");
    let answers: Vec<_> = thread::scope(|scope| {
        let clicks: Vec<_> =
            (0..20).map(|_| scope.spawn(|| ask.of(&program).expect(201))).collect();
        clicks.into_iter().map(|click| click.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(place.letters().len(), 1);
    let performance = program.get(&format!("/api/v1/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(performance["booking"]["available"], SEATS - 2);
}

#[tokio::test]
async fn many_requests_for_unknown_performances_do_not_block_others() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, SEATS).await;
    let place = Place::on(&database);
    let program = place.serve();
    thread::scope(|scope| {
        let program = &program;
        for flood in 0..8 {
            scope.spawn(move || {
                for number in 0..50 {
                    let nowhere = format!("00000000-0000-7000-8000-9{flood:05}{number:06}");
                    let ask = Ask::post(&reservations(&nowhere), &request("anna@example.org", 1));
                    assert_eq!(ask.of(program).problem(404), "not-found");
                }
            });
        }
        for guest in 0..5 {
            crate::visitor::book(program, &format!("guest-{guest}@example.org"), 1);
        }
    });
}

/// Hashing each password takes 19 MiB.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_is_returned_after_many_sign_ins() {
    let database = TestDatabase::create().await;
    let place = Place::on(&database);
    let program = place.serve();
    let flood = |guesses: usize| {
        thread::scope(|scope| {
            for connections in 0..8 {
                let program = &program;
                scope.spawn(move || {
                    for guess in 0..guesses {
                        let email = format!("nobody-{connections}-{guess}@example.org");
                        let guessed = json!({ "email": email, "password": "sipario, sipario" });
                        let answer = program.post("/api/v1/session", &guessed);
                        assert_eq!(answer.problem(401), "wrong-credentials");
                    }
                });
            }
        });
        program.memory()
    };
    let (little, much) = (flood(2), flood(12));
    assert!(much < little + 64, "{little} MiB after 16 guesses, {much} after 112");
}
