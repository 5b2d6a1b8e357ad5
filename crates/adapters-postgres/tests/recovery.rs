//! A database that is unreachable, unresponsive or out of connections.

use crate::world::{Booking, Proxy, World, chain, confirm, id, now, secret};
use azionelab_adapters_postgres::{Store, StoreSettings, testing::TestClock};
use azionelab_application::{
    accounts::Sessions,
    houses::{HouseError, Houses},
    ports::StoreError,
    programme::Programme,
};
use azionelab_domain::PerformanceId;
use futures_util::future::join_all;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Longer than any operation that makes progress.
const SOON: Duration = Duration::from_secs(8);

/// Closes all connections of the stores, and waits until they are gone.
const KILL: &str = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                    WHERE datname = current_database() AND application_name = 'azionelab'";

const LOCK_SESSIONS: &str = "BEGIN; LOCK TABLE sessions";

/// Looks up a session, which blocks while the table is locked.
async fn look_up_session(store: Store) -> Result<(), StoreError> {
    store.find(secret().hash(), now(), now()).await.map(|_| ())
}

fn is_unavailable<T>(answer: &Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Unavailable(_)))
}

fn was_not_changed<T>(answer: &Result<T, HouseError>) -> bool {
    matches!(answer, Err(HouseError::Store(StoreError::Unavailable(_))))
}

#[tokio::test]
async fn closed_connections_are_replaced() {
    let world = World::with_seats(10).await;
    join_all((0..6).map(|_| world.store.site())).await;
    world.book(Booking::of(1)).await;
    world.execute(KILL).await;

    for answer in join_all((0..6).map(|_| world.store.check())).await {
        answer.unwrap();
    }
    world.book(Booking::of(1)).await;
}

#[tokio::test]
async fn only_the_query_on_a_closed_connection_fails() {
    let world = World::with_seats(10).await;
    let locked = world.database.hold(LOCK_SESSIONS).await;
    let request = tokio::spawn(look_up_session(world.store.clone()));
    world.waits_for_a_lock().await;
    world.execute(KILL).await;

    let failed = request.await.unwrap();
    assert!(is_unavailable(&failed), "{failed:?}");
    drop(locked);
    look_up_session(world.store.clone()).await.unwrap();
}

#[tokio::test]
async fn a_change_on_a_closed_connection_is_not_made() {
    let world = World::with_seats(10).await;
    let locked = world.database.hold("BEGIN; LOCK TABLE outbox").await;
    let (store, performance) = (world.store.clone(), world.performance());
    let booking = Booking::of(1);
    let request = {
        let booking = booking.clone();
        tokio::spawn(async move { booking.make(&store, performance).await })
    };
    world.waits_for_a_lock().await;
    world.execute(KILL).await;

    let failed = request.await.unwrap();
    assert!(was_not_changed(&failed), "{failed:?}");
    drop(locked);
    assert_eq!(world.rows().await, [0, 0, 0, 0]);
    world.book(booking).await;
    assert_eq!(world.rows().await, [1, 1, 1, 0]);
}

#[tokio::test]
async fn an_unreachable_database_is_reported_at_once() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let url = format!("postgres://theatre:pa55word@{address}/theatre");
    let store = Store::open(&StoreSettings::new(url), TestClock::at(now())).unwrap();
    let performance = PerformanceId::new(id());

    let begun = Instant::now();
    let checked = store.check().await;
    assert!(is_unavailable(&checked), "{checked:?}");
    let site = store.site().await;
    assert!(is_unavailable(&site), "{site:?}");
    let booked = Booking::of(1).make(&store, performance).await;
    assert!(was_not_changed(&booked), "{booked:?}");
    assert!(was_not_changed(&store.lapse(performance).await));
    assert!(begun.elapsed() < SOON);
}

#[tokio::test]
async fn an_invalid_url_is_reported_without_its_password() {
    for url in [
        "postgres://theatre:pa55word@localhost:many/theatre",
        "postgres://theatre:pa55word@localhost/theatre?sslmode=pa55word",
        "theatre:pa55word@localhost/theatre",
        "host=localhost pasword=pa55word",
    ] {
        let store = Store::open(&StoreSettings::new(url), TestClock::at(now())).unwrap();
        let failed = store.check().await;
        assert!(is_unavailable(&failed), "{failed:?}");
        let failed = failed.unwrap_err();
        let message = format!("{failed:?} {}", chain(&failed));
        assert!(!message.contains("pa55word"), "{url}: {message}");
    }
}

#[tokio::test]
async fn the_wait_for_a_connection_is_bounded() {
    let world = World::with_seats(10).await;
    let store = world.store_with(world.database.url(), |settings| {
        settings.pool_size = 1;
        settings.wait = Duration::from_millis(100);
    });
    store.check().await.unwrap();
    let locked = world.database.hold(LOCK_SESSIONS).await;
    let request = tokio::spawn(look_up_session(store.clone()));
    world.waits_for_a_lock().await;

    let begun = Instant::now();
    let refused = store.site().await;
    assert!(is_unavailable(&refused), "{refused:?}");
    assert!(begun.elapsed() < SOON);
    // Queries do not block bookings.
    Booking::of(1).make(&store, world.performance()).await.unwrap();
    drop(locked);
    let _ = request.await.unwrap();
    store.site().await.unwrap();
}

#[tokio::test]
async fn an_abandoned_query_does_not_block_others() {
    let world = World::with_seats(10).await;
    let store = world.store_with(world.database.url(), |settings| settings.pool_size = 1);
    let _locked = world.database.hold(LOCK_SESSIONS).await;
    let request = tokio::spawn(look_up_session(store.clone()));
    world.waits_for_a_lock().await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());

    let begun = Instant::now();
    store.site().await.unwrap();
    // The connection's `lock_timeout` is 2 seconds.
    assert!(begun.elapsed() < Duration::from_millis(1_500), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn queries_time_out_on_an_unresponsive_database_until_it_recovers() {
    let world = World::with_seats(10).await;
    let proxy = Proxy::to(&world.database.tcp_url()).await;
    let store = world.store_with(proxy.url(), |settings| {
        settings.patience = Duration::from_secs(2);
        settings.wait = Duration::from_secs(2);
    });
    let (stored, lost) = (Booking::of(1), Booking::of(1));
    stored.make(&store, world.performance()).await.unwrap();
    store.site().await.unwrap();

    proxy.freeze();
    let site = timeout(SOON, store.site()).await.unwrap();
    assert!(is_unavailable(&site), "{site:?}");
    let booked = timeout(SOON, lost.make(&store, world.performance())).await.unwrap();
    assert!(was_not_changed(&booked), "{booked:?}");
    let confirmed = store.change(world.performance(), confirm(stored.id));
    let confirmed = timeout(SOON, confirmed).await.unwrap();
    assert!(was_not_changed(&confirmed), "{confirmed:?}");

    proxy.thaw();
    store.site().await.unwrap();
    store.change(world.performance(), confirm(stored.id)).await.unwrap();
}
