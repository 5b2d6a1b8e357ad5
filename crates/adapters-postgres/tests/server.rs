//! The state and the clock of the server.

use azionelab_adapters_postgres::testing::TestClock;
use jiff::SignedDuration;

use crate::world::{Booking, World, minutes, now};

#[tokio::test]
async fn the_state_of_the_server_is_read() {
    let world = World::with_seats(10).await;
    let state = world.store.server_state(&*world.clock).await.unwrap();
    assert!(state.major >= 14, "{state:?}");
    assert_eq!(state.encoding, "UTF8");
    assert_eq!(state.messages, world.value("SELECT current_setting('lc_messages')").await);
}

#[tokio::test]
async fn the_difference_of_the_clocks_is_reported() {
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
