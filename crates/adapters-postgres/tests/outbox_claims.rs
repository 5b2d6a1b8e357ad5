//! Claims of messages in the outbox.

use crate::world::{Booking, World, minutes, now};
use azionelab_application::mail::{Claim, Outbox, Settlement, WaitsFor};
use azionelab_domain::MessageId;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// When messages of new bookings are due.
fn due() -> Timestamp {
    now() + seconds(8)
}

fn waiting(next_attempt_at: Timestamp, waits_for: WaitsFor) -> Settlement {
    Settlement::Waiting { next_attempt_at, waits_for, problem: "450".into() }
}

impl World {
    async fn claimed(&self, at: Timestamp, limit: u32) -> Vec<MessageId> {
        let claims = self.store.claim(at, at + minutes(1), limit).await.unwrap();
        claims.into_iter().map(|claim| claim.message).collect()
    }
}

#[tokio::test]
async fn a_message_cannot_be_claimed_before_it_is_due() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    assert_eq!(world.claimed(due() - SignedDuration::from_micros(1), 10).await, []);
    assert_eq!(world.claimed(due(), 10).await, [message]);
    assert_eq!(world.claimed(due() + seconds(59), 10).await, [], "it is claimed");
    assert_eq!(world.claimed(due() + minutes(1), 10).await, [message], "the claim has expired");
}

#[tokio::test]
async fn the_longest_waiting_messages_are_claimed_first() {
    let world = World::with_seats(20).await;
    let mut messages = Vec::new();
    for minute in [5, 1, 4, 2, 3, 6] {
        let Booking { message, .. } = world.book(Booking::of(1)).await;
        let next_attempt_at = now() + minutes(minute);
        let settlement = waiting(next_attempt_at, WaitsFor::Mailbox);
        world.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
        messages.push((minute, message));
    }
    messages.sort_unstable();
    let order: Vec<_> = messages.into_iter().map(|(_, message)| message).collect();
    assert_eq!(world.claimed(now() + minutes(5), 3).await, order[..3]);
    assert_eq!(world.claimed(now() + minutes(5), 10).await, order[3..5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_never_claim_the_same_message() {
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
                    taken.extend(some.into_iter().map(|claim| claim.message));
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

#[tokio::test]
async fn a_renewed_claim_is_valid_until_the_next_claim() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    let writer = Claim::of_writer(message);
    assert!(world.store.renew(writer, due() + minutes(5)).await.unwrap());
    assert_eq!(world.claimed(due() + minutes(4), 10).await, []);

    let at = due() + minutes(5);
    let claim = world.store.claim(at, at + minutes(1), 10).await.unwrap()[0];
    assert!(!world.store.renew(writer, at + minutes(9)).await.unwrap());
    world.store.settle(writer, waiting(at, WaitsFor::Server), at).await.unwrap();
    assert_eq!(world.claimed(at, 10).await, [], "the later claim counts");
    assert!(world.store.renew(claim, at + minutes(1)).await.unwrap());
    world.store.settle(writer, Settlement::Sent, at).await.unwrap();
    assert!(!world.store.renew(claim, at + minutes(9)).await.unwrap(), "it was sent nevertheless");
}

#[tokio::test]
async fn only_pauses_for_the_given_reasons_end() {
    let world = World::with_seats(10).await;
    let later = due() + minutes(15);
    let mut messages = Vec::new();
    for waits_for in [WaitsFor::Server, WaitsFor::Mailbox, WaitsFor::Answer] {
        let Booking { message, .. } = world.book(Booking::of(1)).await;
        let settlement = waiting(later, waits_for);
        world.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
        messages.push(message);
    }
    // Its writer still claims it.
    world.book(Booking::of(1)).await;
    let ended = world.store.end_pauses(&[WaitsFor::Server, WaitsFor::Mailbox], now()).await;
    assert_eq!(ended.unwrap(), 2);
    let mut claimed = world.claimed(now(), 10).await;
    claimed.sort_unstable();
    messages.truncate(2);
    messages.sort_unstable();
    assert_eq!(claimed, messages);
}
