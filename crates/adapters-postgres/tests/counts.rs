//! The numbers for the operator.

use crate::world::{Booking, World, minutes};
use azionelab_adapters_postgres::{Counts, StoreSettings};
use azionelab_application::mail::{Claim, Outbox, Settlement, WaitsFor};
use jiff::SignedDuration;

impl World {
    async fn site_counts(&self) -> Counts {
        self.store.counts(self.now()).await.unwrap()
    }
}

#[tokio::test]
async fn seats_of_future_performances_are_counted() {
    let world = World::with_houses(&[10, 20]).await;
    world.book(Booking::of(3)).await;
    world.book_and_confirm(Booking::of(4)).await;
    let seats =
        |counts: &Counts| [counts.performances, counts.bookable, counts.pending, counts.confirmed];
    assert_eq!(seats(&world.site_counts().await), [2, 30, 3, 4]);

    // A lapsed hold counts nothing, whether or not it is stored as expired.
    world.clock.advance(minutes(31));
    assert_eq!(seats(&world.site_counts().await), [2, 30, 0, 4]);
    world.execute("UPDATE performances SET cancelled_at = now() WHERE capacity = 20").await;
    assert_eq!(seats(&world.site_counts().await), [1, 10, 0, 4]);
    world.clock.advance(SignedDuration::from_hours(24 * 365));
    assert_eq!(seats(&world.site_counts().await), [0, 0, 0, 0]);
}

#[tokio::test]
async fn messages_are_counted_with_the_waiting_time_of_the_oldest() {
    let world = World::with_seats(10).await;
    let of_mail =
        |counts: &Counts| ([counts.waiting, counts.failing, counts.refused], counts.oldest);
    assert_eq!(of_mail(&world.site_counts().await), ([0, 0, 0], SignedDuration::ZERO));
    let [first, second, third] = [
        world.book(Booking::of(1)).await,
        world.book(Booking::of(1)).await,
        world.book(Booking::of(1)).await,
    ];
    world.clock.advance(minutes(5));
    let later = world.now() + minutes(5);
    for (message, settlement) in [
        (first.message, Settlement::Sent),
        (
            second.message,
            Settlement::Waiting {
                next_attempt_at: later,
                waits_for: WaitsFor::Mailbox,
                problem: "450 later".into(),
            },
        ),
        (third.message, Settlement::Refused { problem: "550 no".into() }),
    ] {
        world.store.settle(Claim::of_writer(message), settlement, world.now()).await.unwrap();
    }
    world.book(Booking::of(1)).await;
    assert_eq!(of_mail(&world.site_counts().await), ([2, 1, 1], minutes(5)));
}

#[tokio::test]
async fn connections_are_counted_by_pool() {
    let world = World::with_seats(10).await;
    let store = world.store_with(world.database.url(), |settings: &mut StoreSettings| {
        settings.pool_size = 3;
    });
    store.counts(world.now()).await.unwrap();
    let [queries, batches, blocked] = store.pools();
    assert_eq!((queries.name, batches.name, blocked.name), ("queries", "writing", "waiting"));
    assert_eq!((queries.most, queries.in_use, queries.idle, queries.waiting), (3, 0, 1, 0));
    assert_eq!((batches.in_use, batches.idle), (0, 0));
}
