//! What the server is, and what it says the time is.

use azionelab_adapters_postgres::testing::TestClock;
use jiff::SignedDuration;

use crate::world::{Booking, World, minutes, now};

#[tokio::test]
async fn the_server_says_what_it_is() {
    let world = World::with_seats(10).await;
    let state = world.store.server_state(&*world.clock).await.unwrap();
    assert!(state.major >= 14, "{state:?}");
    assert_eq!(state.encoding, "UTF8");
    assert_eq!(state.messages, world.value("SELECT current_setting('lc_messages')").await);
}

#[tokio::test]
async fn clocks_that_differ_are_told_by_how_much() {
    let world = World::with_seats(10).await;
    let theirs = world.value("SELECT floor(extract(epoch FROM now()))::bigint").await;
    let theirs = jiff::Timestamp::from_second(theirs.parse().unwrap()).unwrap();
    for off in [SignedDuration::from_hours(2), SignedDuration::from_hours(-2)] {
        let ours = TestClock::at(theirs - off);
        let state = world.store.server_state(&*ours).await.unwrap();
        assert!((state.ahead - off).abs() < minutes(10), "{state:?}");
    }
}

#[tokio::test]
async fn the_newest_message_is_the_one_written_last() {
    let world = World::with_seats(10).await;
    assert_eq!(world.store.newest_message().await.unwrap(), None);
    world.book(Booking::of(1)).await;
    assert_eq!(world.store.newest_message().await.unwrap(), Some(now()));
}
