//! Attackers who hold seats that they do not want, or book in another person's name. The limits
//! have their default values.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::{
    ask::Ask,
    company::{PERFORMANCE, schedule_a_show},
    program::{Place, Program},
    visitor::{Letter, request, reservations},
};

const ATTACKER: &str = "203.0.113.9";

/// A site behind a proxy on this machine.
fn site(database: &TestDatabase) -> Place {
    Place::on(database)
        .set("AZIONELAB__RATE_LIMIT__ENABLED", "true")
        .set("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1")
}

/// A company with fourteen performances within two weeks, with 86 seats each.
async fn season() -> (TestDatabase, Vec<String>) {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 86).await;
    let ids: Vec<_> =
        (0..14).map(|number| format!("00000000-0000-7000-8000-{:012}", 2_000 + number)).collect();
    for id in &ids {
        database
            .execute(&format!(
                "INSERT INTO performances
                     (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
                 SELECT '{id}', show_id, venue_id, now() + interval '14 days',
                     now() + interval '14 days', opens_at, now() + interval '14 days', capacity
                 FROM performances WHERE id = '{PERFORMANCE}'"
            ))
            .await;
    }
    (database, ids)
}

fn book(performance: &str, address: &str, seats: u32, from: &str) -> Ask {
    Ask::post(&reservations(performance), &request(address, seats))
        .header("X-Forwarded-For", from)
        .header("Accept-Language", "it")
}

/// Books in parallel with many addresses and returns the number of seats taken.
fn take(
    programs: &[Program],
    performances: &[String],
    times: u32,
    from: impl Fn(u32) -> String + Sync,
) -> u32 {
    let (taken, number) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for hand in 0..8 {
            let (taken, number, from) = (&taken, &number, &from);
            scope.spawn(move || {
                loop {
                    let turn = number.fetch_add(1, Ordering::Relaxed);
                    if turn >= times {
                        break;
                    }
                    let performance = &performances[turn as usize % performances.len()];
                    let address = format!("throwaway-{turn}@example.org");
                    let answer = book(performance, &address, 10, &from(turn))
                        .of(&programs[(turn + hand) as usize % programs.len()]);
                    if answer.status == 201 {
                        taken.fetch_add(10, Ordering::Relaxed);
                    } else {
                        assert_eq!(answer.problem(409), "too-many-unconfirmed");
                        assert_eq!(answer.header("retry-after"), "600");
                        let text = answer.json()["detail"].as_str().unwrap().to_owned();
                        assert!(text.contains("telefona al teatro"), "{text}");
                    }
                }
            });
        }
    });
    taken.into_inner()
}

#[tokio::test]
async fn one_client_can_hold_a_hundred_unconfirmed_seats() {
    let (database, performances) = season().await;
    let place = site(&database);
    let programs = [place.serve(), site(&database).serve()];
    let (house, others) = performances.split_first().unwrap();
    let taken = take(&programs, others, 55, |_| ATTACKER.to_owned());
    assert_eq!(taken, 100);

    let honest = book(house, "anna@example.org", 4, "198.51.100.7").of(&programs[0]);
    assert_eq!(honest.status, 201, "{}", honest.text());

    // Other clients of the same network can hold a hundred more together.
    let taken = take(&programs, others, 50, |turn| format!("203.0.113.{}", 20 + turn % 5));
    assert_eq!(taken, 100);
}

#[tokio::test]
async fn many_addresses_can_hold_only_half_of_a_house_unconfirmed() {
    let (database, performances) = season().await;
    let place = site(&database);
    let programs = [place.serve()];
    let one = &performances[..1];
    // Half of 86 seats is 43, so four parties of ten fit.
    let taken = take(&programs, one, 40, |turn| format!("10.{turn}.0.1"));
    assert_eq!(taken, 40);

    let anna = |seats| book(&one[0], "anna@example.org", seats, "198.51.100.7");
    assert_eq!(anna(4).of(&programs[0]).problem(409), "too-many-unconfirmed");
    let secret = Letter::read(&place.letters()[0]).secret();
    let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret);
    assert_eq!(confirm.of(&programs[0]).status, 200);
    assert_eq!(
        anna(4).of(&programs[0]).status,
        201,
        "a confirmation makes room for the next booking"
    );
}

#[tokio::test]
async fn booking_with_another_persons_address_does_not_block_that_person() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 86).await;
    let place = site(&database);
    let program = place.serve();
    let victim = "vittima@example.org";
    let statuses: Vec<_> = (0..15)
        .map(|_| book(PERFORMANCE, victim, 1, ATTACKER).of(&program))
        .map(|answer| answer.status)
        .collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 3, "{statuses:?}");

    for _ in 0..3 {
        let own = book(PERFORMANCE, victim, 2, "198.51.100.7").of(&program);
        assert_eq!(own.status, 201, "{}", own.text());
    }
    // The owner of the address can confirm three bookings in total, including those of strangers.
    let letters = place.letters();
    let confirmed: Vec<_> = letters
        .iter()
        .rev()
        .map(|letter| {
            let secret = Letter::read(letter).secret();
            let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret);
            confirm.of(&program).status
        })
        .collect();
    assert_eq!(confirmed, [200, 200, 200, 409, 409, 409]);
}

#[tokio::test]
async fn the_origin_of_a_booking_is_stored_as_a_keyed_hash_until_it_is_confirmed() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 86).await;
    let place = site(&database);
    let program = place.serve();
    let booked = book(PERFORMANCE, "anna@example.org", 2, ATTACKER).of(&program).expect(201);
    let insert = |count: u32| {
        format!(
            "DO $$ BEGIN ASSERT {count} = (SELECT count(*) FROM reservations \
             WHERE client_hash IS NOT NULL AND network_hash IS NOT NULL); END $$"
        )
    };
    database.execute(&insert(1)).await;
    let secret = Letter::about(&place, &booked, 0).secret();
    let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret);
    assert_eq!(confirm.of(&program).status, 200);
    database.execute(&insert(0)).await;
    assert!(!program.log().contains(ATTACKER), "the log does not contain it");
}
