//! A database that goes away, falls silent or has no connection to spare.

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

/// Long enough for anything that is not stuck.
const SOON: Duration = Duration::from_secs(8);

/// Ends every connection that the stores have, and returns once they are gone.
const KILL: &str = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                    WHERE datname = current_database() AND application_name = 'azionelab'";

const LOCK_SESSIONS: &str = "BEGIN; LOCK TABLE sessions";

/// Asks who is signed in, which takes for ever while the sessions are locked.
async fn ask_for_somebody(store: Store) -> Result<(), StoreError> {
    store.find(secret().hash(), now(), now()).await.map(|_| ())
}

fn is_unavailable<T>(answer: &Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Unavailable(_)))
}

fn was_not_changed<T>(answer: &Result<T, HouseError>) -> bool {
    matches!(answer, Err(HouseError::Store(StoreError::Unavailable(_))))
}

#[tokio::test]
async fn connections_that_were_ended_are_replaced() {
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
async fn only_the_query_fails_whose_connection_is_ended() {
    let world = World::with_seats(10).await;
    let locked = world.database.hold(LOCK_SESSIONS).await;
    let asked = tokio::spawn(ask_for_somebody(world.store.clone()));
    world.waits_for_a_lock().await;
    world.execute(KILL).await;

    let failed = asked.await.unwrap();
    assert!(is_unavailable(&failed), "{failed:?}");
    drop(locked);
    ask_for_somebody(world.store.clone()).await.unwrap();
}

#[tokio::test]
async fn a_change_whose_connection_is_ended_is_not_made() {
    let world = World::with_seats(10).await;
    let locked = world.database.hold("BEGIN; LOCK TABLE outbox").await;
    let (store, performance) = (world.store.clone(), world.performance());
    let booking = Booking::of(1);
    let asked = {
        let booking = booking.clone();
        tokio::spawn(async move { booking.make(&store, performance).await })
    };
    world.waits_for_a_lock().await;
    world.execute(KILL).await;

    let failed = asked.await.unwrap();
    assert!(was_not_changed(&failed), "{failed:?}");
    drop(locked);
    assert_eq!(world.rows().await, [0, 0, 0, 0]);
    world.book(booking).await;
    assert_eq!(world.rows().await, [1, 1, 1, 0]);
}

#[tokio::test]
async fn a_database_that_is_not_there_is_told_at_once() {
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
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
async fn an_address_that_can_not_be_read_is_told_without_its_password() {
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
        let told = format!("{failed:?} {}", chain(&failed));
        assert!(!told.contains("pa55word"), "{url}: {told}");
    }
}

#[tokio::test]
async fn who_finds_no_free_connection_waits_for_a_bounded_time() {
    let world = World::with_seats(10).await;
    let store = world.store_with(world.database.url(), |settings| {
        settings.pool_size = 1;
        settings.wait = Duration::from_millis(100);
    });
    store.check().await.unwrap();
    let locked = world.database.hold(LOCK_SESSIONS).await;
    let asked = tokio::spawn(ask_for_somebody(store.clone()));
    world.waits_for_a_lock().await;

    let begun = Instant::now();
    let refused = store.site().await;
    assert!(is_unavailable(&refused), "{refused:?}");
    assert!(begun.elapsed() < SOON);
    // Whoever reads does not keep others from booking.
    Booking::of(1).make(&store, world.performance()).await.unwrap();
    drop(locked);
    let _ = asked.await.unwrap();
    store.site().await.unwrap();
}

#[tokio::test]
async fn a_question_that_nobody_waits_for_any_more_holds_nobody_up() {
    let world = World::with_seats(10).await;
    let store = world.store_with(world.database.url(), |settings| settings.pool_size = 1);
    let _locked = world.database.hold(LOCK_SESSIONS).await;
    let asked = tokio::spawn(ask_for_somebody(store.clone()));
    world.waits_for_a_lock().await;
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());

    let begun = Instant::now();
    store.site().await.unwrap();
    // The server gives up waiting for the lock after 2 seconds.
    assert!(begun.elapsed() < Duration::from_millis(1_500), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_silent_database_is_given_up_and_found_again() {
    let world = World::with_seats(10).await;
    let proxy = Proxy::to(&world.database.tcp_url()).await;
    let store = world.store_with(proxy.url(), |settings| {
        settings.patience = Duration::from_secs(2);
        settings.wait = Duration::from_secs(2);
    });
    let (kept, lost) = (Booking::of(1), Booking::of(1));
    kept.make(&store, world.performance()).await.unwrap();
    store.site().await.unwrap();

    proxy.freeze();
    let site = timeout(SOON, store.site()).await.unwrap();
    assert!(is_unavailable(&site), "{site:?}");
    let booked = timeout(SOON, lost.make(&store, world.performance())).await.unwrap();
    assert!(was_not_changed(&booked), "{booked:?}");
    let confirmed = store.change(world.performance(), confirm(kept.id));
    let confirmed = timeout(SOON, confirmed).await.unwrap();
    assert!(was_not_changed(&confirmed), "{confirmed:?}");

    proxy.thaw();
    store.site().await.unwrap();
    store.change(world.performance(), confirm(kept.id)).await.unwrap();
}
