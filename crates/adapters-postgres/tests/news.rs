//! Messages that later ones replace: news of a performance, and changes of seats.

use crate::world::{
    Booking, World, cancel_performance, change_seats_with, id, minutes, rearrange, reschedule,
    reschedule_with, seats,
};
use azionelab_application::{
    houses::Message,
    mail::{MessageKind, Outbox, Settlement, WaitsFor},
};
use azionelab_domain::{MessageId, ReservationId};
use futures_util::join;
use jiff::SignedDuration;

const DAY: i64 = 24 * 60;

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// A message about a party that had this many seats before.
fn seats_changed(to: ReservationId, before: i64) -> Message {
    Message {
        id: MessageId::new(id()),
        kind: MessageKind::SeatsChanged,
        issued: None,
        reservation: to,
        seats_before: Some(seats(before)),
        next_attempt_at: crate::world::now(),
        transferred_from: None,
    }
}

impl World {
    /// For each message about seats: its state, the seats before, and the seconds until it is due.
    async fn seat_messages(&self) -> Vec<String> {
        let now = self.now();
        self.values(&format!(
            "SELECT concat_ws(' ', state, seats_before, \
             extract(epoch FROM next_attempt_at - '{now}')::integer) FROM outbox \
             WHERE kind = 'seats_changed' ORDER BY created_at, id"
        ))
        .await
    }
}

#[tokio::test]
async fn several_changes_of_seats_become_one_message() {
    let world = World::with_seats(20).await;
    let party = world.book_and_confirm(Booking::of(2)).await.id;
    for (before, after) in [(2, 3), (3, 5), (5, 4)] {
        world.change(change_seats_with(seats_changed(party, before), after)).await.unwrap();
        world.clock.advance(seconds(10));
    }
    assert_eq!(world.seat_messages().await, ["dropped 2 -30", "dropped 2 -30", "waiting 2 -30"]);
}

#[tokio::test]
async fn two_changes_at_the_same_time_become_one_message() {
    let world = World::with_seats(20).await;
    let party = world.book_and_confirm(Booking::of(2)).await.id;
    let (one, other) = join!(
        world.change(change_seats_with(seats_changed(party, 2), 3)),
        world.change(change_seats_with(seats_changed(party, 2), 4)),
    );
    one.and(other).unwrap();
    let waiting =
        world.seat_messages().await.iter().filter(|one| one.starts_with("waiting")).count();
    assert_eq!(waiting, 1);
}

#[tokio::test]
async fn a_message_that_is_being_sent_is_not_replaced_and_delays_the_next() {
    let world = World::with_seats(20).await;
    let party = world.book_and_confirm(Booking::of(2)).await.id;
    let first = seats_changed(party, 2);
    world.change(change_seats_with(first, 3)).await.unwrap();
    let claims = world.store.claim(world.now(), world.now() + seconds(30), 1).await.unwrap();
    assert_eq!(claims[0].message, first.id);

    world.clock.advance(seconds(10));
    world.change(change_seats_with(seats_changed(party, 3), 4)).await.unwrap();
    assert_eq!(world.seat_messages().await, ["waiting 2 20", "waiting 3 50"]);

    world.store.settle(claims[0], Settlement::Sent, world.now()).await.unwrap();
    world.clock.advance(seconds(10));
    world.change(change_seats_with(seats_changed(party, 4), 5)).await.unwrap();
    assert_eq!(world.seat_messages().await, ["sent 2 10", "dropped 3 40", "waiting 3 40"]);
}

#[tokio::test]
async fn a_message_that_waits_for_the_mail_server_is_replaced_by_one_that_is_sent_at_once() {
    for (waits_for, before) in [(WaitsFor::Server, "2"), (WaitsFor::Answer, "3")] {
        let world = World::with_seats(20).await;
        let party = world.book_and_confirm(Booking::of(2)).await.id;
        world.change(change_seats_with(seats_changed(party, 2), 3)).await.unwrap();
        let claims = world.store.claim(world.now(), world.now() + seconds(30), 1).await.unwrap();
        let next_attempt_at = world.now() + minutes(15);
        let problem = "no answer".to_owned();
        let waiting = Settlement::Waiting { next_attempt_at, waits_for, problem };
        world.store.settle(claims[0], waiting, world.now()).await.unwrap();

        world.clock.advance(seconds(10));
        world.change(change_seats_with(seats_changed(party, 3), 4)).await.unwrap();

        // If the first message may have arrived, the guest knows the third seat.
        let messages = world.seat_messages().await;
        assert_eq!(messages, ["dropped 2 890".to_owned(), format!("waiting {before} 0")]);
        let claims = world.store.claim(world.now(), world.now() + seconds(30), 10).await.unwrap();
        let entry = world.entry(claims.last().unwrap().message).await.unwrap();
        assert_eq!(entry.reservation.seats, seats(4));
    }
}

/// The kind, the hours between the dates, and the text of each unsent message.
async fn news(world: &World) -> Vec<String> {
    let claims = world.store.claim(world.now() + minutes(60), world.now() + minutes(61), 10).await;
    let mut read = Vec::new();
    for claim in claims.unwrap() {
        let entry = world.entry(claim.message).await.unwrap();
        if !matches!(entry.kind, MessageKind::Rescheduled | MessageKind::CancelledByTheatre) {
            continue;
        }
        let message = entry.message_to_guests.as_ref().map_or("-", |message| message.as_str());
        let from = entry.previous_start.map(|from| entry.starts_at.duration_since(from).as_hours());
        read.push(format!("{} {from:?} {message}", entry.kind.as_str()));
    }
    read
}

#[tokio::test]
async fn guests_of_a_performance_rescheduled_twice_get_only_the_latest_message() {
    let world = World::with_seats(10).await;
    for _ in 0..2 {
        world.book_and_confirm(Booking::of(2)).await;
    }
    let start = world.stored_performance().await.starts_at;
    world.change(reschedule_with(start + minutes(DAY), Some("Prima"))).await.unwrap();
    world.change(reschedule_with(start + minutes(3 * DAY), Some("Poi"))).await.unwrap();
    world.change(rearrange(3, |as_it_is| as_it_is.seating.extra = 1)).await.unwrap();
    assert_eq!(news(&world).await, ["moved Some(72) Poi", "moved Some(72) Poi"]);
}

#[tokio::test]
async fn the_next_message_starts_from_the_date_of_the_last_sent_one() {
    let world = World::with_seats(10).await;
    world.book_and_confirm(Booking::of(2)).await;
    let start = world.stored_performance().await.starts_at;
    world.change(reschedule_with(start + minutes(DAY), Some("Prima"))).await.unwrap();
    let at = world.now() + minutes(60);
    for claim in world.store.claim(at, at + minutes(1), 10).await.unwrap() {
        world.store.settle(claim, Settlement::Sent, world.now()).await.unwrap();
    }
    world.change(reschedule(start + minutes(3 * DAY))).await.unwrap();
    assert_eq!(news(&world).await, ["moved Some(48) -"]);
}

#[tokio::test]
async fn news_of_a_cancellation_replaces_news_of_a_rescheduling() {
    let world = World::with_seats(10).await;
    world.book_and_confirm(Booking::of(2)).await;
    let start = world.stored_performance().await.starts_at;
    world.change(reschedule_with(start + minutes(DAY), Some("Prima"))).await.unwrap();
    world.change(cancel_performance()).await.unwrap();
    assert_eq!(news(&world).await, ["cancelled_by_theatre Some(24) -"]);
}

#[tokio::test]
async fn news_names_the_performance_before_a_transfer() {
    let world = World::with_houses(&[10, 10]).await;
    world.book_and_confirm(Booking::of(2)).await;
    let start = world.stored_performance().await.starts_at;
    world.change(reschedule_with(start + minutes(DAY), Some("Prima"))).await.unwrap();
    let other = world.performances[1];
    world.execute(&format!("UPDATE reservations SET performance_id = '{other}'")).await;
    let at = world.now() + minutes(60);
    let claims = world.store.claim(at, at + minutes(1), 10).await.unwrap();
    let mut of_news = Vec::new();
    for claim in claims {
        of_news.extend(world.entry(claim.message).await.filter(|one| one.news_of.is_some()));
    }
    let [entry] = of_news.as_slice() else { panic!("{of_news:?}") };
    assert_eq!((entry.news_of, entry.performance), (Some(world.performance()), other));
    assert_eq!(entry.message_to_guests, None);
}
