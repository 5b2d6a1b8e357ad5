//! Processes that go and come while people book.

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

/// Fewer than are asked for.
const SEATS: u16 = 300;
const VISITORS: u8 = 8;
const BOOKINGS_EACH: usize = 50;

/// Asks for something and reads the answer to its end. nginx counts by address, and this machine
/// has many.
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

/// Books one seat under a key.
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

/// What everybody got who booked one after the other, by key, while `happens` in the middle.
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
                assert_eq!(status, 200, "the site is there all the time");
                answered.fetch_add(1, Ordering::Relaxed);
            }
            booked
        });
    }
    block_in_place(|| {
        eventually("a quarter is answered", || {
            (answered.load(Ordering::Relaxed) > usize::from(SEATS) / 4).then_some(())
        });
        happens(front);
        assert!(answered.load(Ordering::Relaxed) < usize::from(SEATS), "it happens in the middle");
    });
    visitors.join_all().await.into_iter().flatten().collect()
}

/// Every booking that was answered is there, once, and no other; whoever asks again under the same
/// key hears of the same one.
async fn nothing_is_lost_or_doubled(front: &Front, booked: &[(String, Value)]) {
    let (client, connection) = tokio_postgres::connect(front.database.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    let rows = "SELECT id::text, seats::int FROM reservations WHERE status = 'pending'";
    let rows = client.query(rows, &[]).await.unwrap();
    let seats: i32 = rows.iter().map(|row| row.get::<_, i32>(1)).sum();
    assert_eq!(u16::try_from(seats).unwrap(), SEATS, "sold out, and not oversold");
    let kept: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    let told: BTreeSet<_> =
        booked.iter().map(|(_, answer)| answer["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((kept.len(), booked.len()), (SEATS.into(), SEATS.into()));
    assert_eq!(kept, told);

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
async fn a_process_that_is_told_to_stop_costs_nobody_a_booking() {
    let mut front = Front::with_seats(SEATS.into()).await;
    let booked = rush(&mut front, |front| assert!(front.backends.remove(0).stop())).await;
    nothing_is_lost_or_doubled(&front, &booked).await;
}

/// Whoever books says under which key, as the site does: nginx asks the other process again. A
/// request that says nothing of the kind and may have been done is not asked for twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_costs_nobody_a_booking_either() {
    let mut front = Front::with_seats(SEATS.into()).await;
    let booked = rush(&mut front, |front| front.backends.remove(0).kill()).await;
    nothing_is_lost_or_doubled(&front, &booked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_after_the_other_is_replaced_and_nobody_notices() {
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
    nothing_is_lost_or_doubled(&front, &booked).await;
    let last = front.nginx.noted("/")["upstream"].clone();
    assert!(front.backends.iter().any(|of| of.url("").ends_with(last.as_str().unwrap())));
}
