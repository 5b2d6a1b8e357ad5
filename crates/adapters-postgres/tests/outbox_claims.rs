//! Who takes which message from the outbox, and when.

use std::collections::HashSet;

use azionelab_application::ports::{Outbox, Settlement};
use azionelab_domain::MessageId;
use jiff::{SignedDuration, Timestamp};

use crate::world::{Booking, World, minutes, now};

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// When messages of new bookings are due.
fn due() -> Timestamp {
    now() + seconds(8)
}

impl World {
    async fn claimed(&self, at: Timestamp, limit: u32) -> Vec<MessageId> {
        self.store.claim(at, at + minutes(1), limit).await.unwrap()
    }
}

#[tokio::test]
async fn a_message_is_left_to_its_writer_until_it_is_due() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    assert_eq!(world.claimed(due() - SignedDuration::from_micros(1), 10).await, []);
    assert_eq!(world.claimed(due(), 10).await, [message]);
    assert_eq!(world.claimed(due() + seconds(59), 10).await, [], "it is in hand");
    assert_eq!(world.claimed(due() + minutes(1), 10).await, [message], "it came back");
}

#[tokio::test]
async fn those_that_have_waited_longest_are_taken_first() {
    let world = World::with_seats(20).await;
    let mut messages = Vec::new();
    for minute in [5, 1, 4, 2, 3, 6] {
        let Booking { message, .. } = world.book(Booking::of(1)).await;
        let next_attempt_at = now() + minutes(minute);
        let settlement = Settlement::Waiting { next_attempt_at, problem: "450".into() };
        world.store.settle(message, settlement, now()).await.unwrap();
        messages.push((minute, message));
    }
    messages.sort_unstable();
    let order: Vec<_> = messages.into_iter().map(|(_, message)| message).collect();
    assert_eq!(world.claimed(now() + minutes(5), 3).await, order[..3]);
    assert_eq!(world.claimed(now() + minutes(5), 10).await, order[3..5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_never_take_the_same_message() {
    let world = World::with_seats(200).await;
    for _ in 0..100 {
        world.book(Booking::of(1)).await;
    }
    let takers: Vec<_> = (0..2)
        .map(|_| {
            let store = world.database.store(world.clock.clone());
            tokio::spawn(async move {
                let mut taken = Vec::new();
                loop {
                    let some = store.claim(due(), due() + minutes(1), 3).await.unwrap();
                    assert!(some.len() <= 3, "{}", some.len());
                    if some.is_empty() {
                        return taken;
                    }
                    taken.extend(some);
                }
            })
        })
        .collect();
    let mut taken = Vec::new();
    for taker in takers {
        taken.extend(taker.await.unwrap());
    }
    let different: HashSet<_> = taken.iter().collect();
    assert_eq!((taken.len(), different.len()), (100, 100));
}
