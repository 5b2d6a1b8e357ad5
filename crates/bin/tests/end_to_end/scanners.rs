//! Tests two scanners at the same door.

use std::{sync::Barrier, thread};

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::json;

use crate::{
    company::{PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program},
    visitor::{Letter, book},
};

/// Books and confirms, and returns the token of the ticket's QR code.
fn ticket(place: &Place, program: &Program, number: usize) -> String {
    let booked = book(program, &format!("guest-{number}@example.org"), 2);
    let secret = Letter::about(place, &booked, 0).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal()
}

#[tokio::test]
async fn two_scanners_with_one_ticket_admit_the_party_once() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 500).await;
    let place = Place::on(&database);
    let program = place.serve();
    let door = Staff::sign_in(&place, &program, "door");
    for number in 0..100 {
        let scan = json!({
            "ticket": ticket(&place, &program, number), "performance_id": PERFORMANCE,
        });
        let together = Barrier::new(2);
        let mut statuses = thread::scope(|scope| {
            let scanners = [0, 1].map(|_| {
                scope.spawn(|| {
                    together.wait();
                    door.check_in(&program, &scan)
                })
            });
            scanners.map(|scanner| scanner.join().unwrap().status)
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "ticket {number}");
    }
    let tonight = door.get(&program, "/api/v1/door/performances").expect(200);
    let house = &tonight["items"][0];
    assert_eq!((&house["confirmed"], &house["admitted"]), (&json!(200), &json!(200)));
}

#[tokio::test]
async fn a_repeated_scan_makes_one_check_in_that_can_be_undone() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 10).await;
    let place = Place::on(&database);
    let program = place.serve();
    let door = Staff::sign_in(&place, &program, "door");
    let scan = json!({
        "ticket": ticket(&place, &program, 0), "performance_id": PERFORMANCE, "seats": 1,
        "client_ref": "scanner-1/17",
    });
    let first = door.check_in(&program, &scan).expect(201);
    assert_eq!(door.check_in(&program, &scan).expect(201), first);
    assert_eq!((&first["admitted"], &first["remaining"]), (&json!(1), &json!(1)));
    let id = first["id"].as_str().unwrap();
    for _ in 0..2 {
        assert_eq!(door.undo(&program, id).status, 204);
    }
    let list = door.get(&program, &format!("/api/v1/door/performances/{PERFORMANCE}")).expect(200);
    assert_eq!(list["items"][0]["admitted"], 0);
}
