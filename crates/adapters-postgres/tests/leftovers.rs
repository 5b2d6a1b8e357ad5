//! What nobody needs any more.

use azionelab_application::ports::Leftovers;
use jiff::SignedDuration;

use crate::world::{Booking, World, minutes, now};

const ATTEMPTS: &str = "SELECT count(*) FROM booking_attempts";
const SECRETS: &str = "SELECT count(*) FROM reservation_secrets";

#[tokio::test]
async fn old_attempts_and_expired_secrets_are_forgotten_and_no_others() {
    let world = World::with_seats(10).await;
    let booking = Booking::of(1).with_key("a click", "one seat");
    booking.make(&world.store, world.performance()).await.unwrap();

    world.store.forget(now() + minutes(1), now(), now()).await.unwrap();
    assert_eq!((world.value(ATTEMPTS).await, world.value(SECRETS).await), ("1".into(), "1".into()));

    let later = now() + SignedDuration::from_hours(10_000);
    world.store.forget(later, later, later).await.unwrap();
    assert_eq!((world.value(ATTEMPTS).await, world.value(SECRETS).await), ("0".into(), "0".into()));
}
