//! Tests that processes can be replaced while people book.

use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
    task::{JoinSet, block_in_place},
};
use tokio_postgres::NoTls;

use super::nginx::Front;
use crate::{
    company::PERFORMANCE,
    program::eventually,
    visitor::{request, reservations},
};

/// Fewer than the visitors request.
const SEATS: u16 = 300;
const VISITORS: u8 = 8;
const BOOKINGS_EACH: usize = 50;

/// Sends a request and reads the whole answer. nginx limits by address, so each visitor uses
/// another loopback address.
async fn ask(from: Ipv4Addr, nginx: SocketAddr, request: &str) -> (u16, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let mut connection = socket.connect(nginx).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

/// Books one seat with a key.
async fn book(from: Ipv4Addr, nginx: SocketAddr, key: &str) -> (u16, Value) {
    let body = request(&format!("{key}@example.org"), 1).to_string();
    let (path, length) = (reservations(PERFORMANCE), body.len());
    let request = format!(
        "POST {path} HTTP/1.0\r\nHost: localhost\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let (status, answer) = ask(from, nginx, &request).await;
    (status, serde_json::from_str(&answer).unwrap_or_else(|_| panic!("{status}: {answer}")))
}

/// Books with all visitors in parallel, calls `happens` in the middle, and returns the bookings by
/// key.
async fn rush(front: &mut Front, happens: impl FnOnce(&mut Front)) -> Vec<(String, Value)> {
    let nginx = front.nginx.address;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut visitors = JoinSet::new();
    for visitor in 1..=VISITORS {
        let answered = answered.clone();
        visitors.spawn(async move {
            let mut booked = Vec::new();
            for number in 0..BOOKINGS_EACH {
                let key = format!("booking-{visitor}-{number}");
                let from = Ipv4Addr::new(127, 0, 1, visitor);
                let (status, answer) = book(from, nginx, &key).await;
                match status {
                    201 => booked.push((key, answer)),
                    409 => assert_eq!(answer["type"], "/problems/sold-out"),
                    other => panic!("{key} was answered {other}: {answer}"),
                }
                let page = "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n";
                let (status, _) = ask(from, nginx, page).await;
                assert_eq!(status, 200, "the site is always available");
                answered.fetch_add(1, Ordering::Relaxed);
            }
            booked
        });
    }
    block_in_place(|| {
        eventually("a quarter of the bookings is answered", || {
            (answered.load(Ordering::Relaxed) > usize::from(SEATS) / 4).then_some(())
        });
        happens(front);
        assert!(answered.load(Ordering::Relaxed) < usize::from(SEATS), "it happens in the middle");
    });
    visitors.join_all().await.into_iter().flatten().collect()
}

/// Checks that the database has exactly the answered bookings, and that repeating a request with
/// its key returns the same booking.
async fn assert_nothing_lost_or_duplicated(front: &Front, booked: &[(String, Value)]) {
    let (client, connection) = tokio_postgres::connect(front.database.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    let rows = "SELECT id::text, seats::int FROM reservations WHERE status = 'pending'";
    let rows = client.query(rows, &[]).await.unwrap();
    let seats: i32 = rows.iter().map(|row| row.get::<_, i32>(1)).sum();
    assert_eq!(u16::try_from(seats).unwrap(), SEATS, "sold out, and not oversold");
    let stored: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    let answered_codes: BTreeSet<_> =
        booked.iter().map(|(_, answer)| answer["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((stored.len(), booked.len()), (SEATS.into(), SEATS.into()));
    assert_eq!(stored, answered_codes);

    for (number, (key, first)) in booked.iter().enumerate() {
        let from = Ipv4Addr::new(127, 0, 2, u8::try_from(number % 100).unwrap() + 1);
        let (status, again) = book(from, front.nginx.address, key).await;
        assert_eq!(status, 201);
        for what in ["id", "code", "seats", "hold_until"] {
            assert_eq!(again[what], first[what], "{what} of {key}");
        }
    }
    let count = client.query_one("SELECT count(*) FROM reservations", &[]).await.unwrap();
    assert_eq!(count.get::<_, i64>(0), i64::from(SEATS));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_process_loses_no_booking() {
    let mut front = Front::with_seats(SEATS.into()).await;
    let booked = rush(&mut front, |front| assert!(front.backends.remove(0).stop())).await;
    assert_nothing_lost_or_duplicated(&front, &booked).await;
}

/// nginx repeats a booking at the other process because it has an idempotency key. It does not
/// repeat requests without a key, which may have been executed.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_no_booking() {
    let mut front = Front::with_seats(SEATS.into()).await;
    let booked = rush(&mut front, |front| front.backends.remove(0).kill()).await;
    assert_nothing_lost_or_duplicated(&front, &booked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replacing_the_processes_in_turn_causes_no_errors() {
    let mut front = Front::with_seats(SEATS.into()).await;
    let booked = rush(&mut front, |front| {
        for old in 0..2 {
            let new = front.places[old].serve();
            front.nginx.reload(&[&front.backends[1], &new]);
            assert!(front.backends.remove(0).stop());
            front.backends.push(new);
        }
    })
    .await;
    assert_nothing_lost_or_duplicated(&front, &booked).await;
    let last = front.nginx.noted("/")["upstream"].clone();
    assert!(front.backends.iter().any(|of| of.url("").ends_with(last.as_str().unwrap())));
}
