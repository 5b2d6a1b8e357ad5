//! Lapsing holds and repeated attempts.

use crate::world::{Booking, World, cancel, confirm, minutes, now, refusal, seats, withdraw};
use azionelab_adapters_postgres::testing::TestClock;
use azionelab_application::houses::{HouseError, Houses, Needs};
use azionelab_domain::{BookRefusal, Change, ConfirmRefusal, Status, WithdrawRefusal};

const STATUS: &str = "SELECT status FROM reservations ORDER BY booked_at, id";

#[tokio::test]
async fn a_hold_that_lapsed_is_stored_as_expired_with_the_next_change() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(4)).await;
    let confirmed = world.book_and_confirm(Booking::of(1)).await;
    world.clock.advance(minutes(30));
    assert_eq!(world.values(STATUS).await, ["pending", "confirmed"], "not stored as expired yet");
    assert_eq!(world.available().await, 9, "it holds nothing");

    world.book(Booking::of(9)).await;
    assert_eq!(world.values(STATUS).await, ["expired", "confirmed", "pending"]);
    assert_eq!(world.reservation(confirmed.id).await.status, Status::Confirmed);
}

#[tokio::test]
async fn a_hold_is_stored_as_expired_even_when_the_change_is_refused() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(4)).await;
    world.clock.advance(minutes(30));
    let refused = Booking::of(11).make(&world.store, world.performance()).await;
    assert!(matches!(refused, Err(HouseError::Refused(_))), "{refused:?}");
    assert_eq!(world.values(STATUS).await, ["expired"]);
}

#[tokio::test]
async fn lapsing_a_house_stores_only_its_lapsed_holds() {
    let world = World::with_houses(&[10, 10]).await;
    world.book(Booking::of(1)).await;
    Booking::of(1).make(&world.store, world.performances[1]).await.unwrap();
    world.clock.advance(minutes(29));
    world.book(Booking::of(1)).await;
    world.clock.advance(minutes(1));

    world.store.lapse(world.performance()).await.unwrap();
    assert_eq!(world.values(STATUS).await, ["expired", "pending", "pending"]);
    world.store.lapse(world.performance()).await.unwrap();
    assert_eq!(world.values(STATUS).await, ["expired", "pending", "pending"]);
}

#[tokio::test]
async fn a_process_with_a_slow_clock_does_not_revive_a_lapsed_hold() {
    let world = World::with_seats(4).await;
    let lapsed = world.book(Booking::of(4)).await;
    let behind = world.database.store(TestClock::at(now()));
    world.clock.advance(minutes(30));
    world.book(Booking::of(4)).await;

    let refused = behind.change(world.performance(), confirm(lapsed.id)).await;
    let sold_out = ConfirmRefusal::SoldOut { available: 0 };
    assert_eq!(refusal(&refused), Some(&sold_out));
}

#[tokio::test]
async fn an_expired_reservation_can_be_confirmed_while_its_seats_are_free() {
    let world = World::with_seats(4).await;
    let booking = world.book(Booking::of(4)).await;
    world.clock.advance(minutes(30));
    world.store.lapse(world.performance()).await.unwrap();
    assert_eq!(world.reservation(booking.id).await.status, Status::Expired);
    world.change(confirm(booking.id)).await.unwrap();
    assert_eq!(world.held(&booking.secret).await.status, Status::Confirmed);
    assert_eq!(world.available().await, 0);
}

#[tokio::test]
async fn only_live_reservations_count_for_an_address() {
    let world = World::with_seats(20).await;
    let anna = || Booking::of(1).by("anna@example.org");
    for _ in 0..3 {
        world.book(anna()).await;
    }
    world.clock.advance(minutes(30));
    for _ in 0..2 {
        world.book(anna()).await;
    }
    let cancelled = world.book(anna()).await;
    world.change(cancel(cancelled.id)).await.unwrap();
    world.book_and_confirm(anna()).await;
    assert_eq!(world.available().await, 17);
    let fourth = anna().make(&world.store, world.performance()).await;
    assert_eq!(refusal(&fourth), Some(&BookRefusal::TooManyReservations { max: 3 }));
}

#[tokio::test]
async fn the_same_attempt_finds_its_own_reservation() {
    let world = World::with_seats(2).await;
    let first = world.book(Booking::of(2).with_key("key", "two seats")).await;
    world.clock.advance(minutes(5));
    let again = Booking::of(2).with_key("key", "two seats");
    let found = again.make(&world.store, world.performance()).await.unwrap();

    let Change::AlreadyBooked(attempt) = found else { panic!("{found:?}") };
    assert_eq!((attempt.reservation, attempt.code), (first.id, first.code));
    assert_eq!(attempt.seats, seats(2));
    assert_eq!(attempt.hold_until, now() + minutes(30));
    assert_eq!(world.rows().await, [1, 1, 1, 1]);
}

#[tokio::test]
async fn one_key_with_two_requests_is_refused() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(2).with_key("key", "two seats")).await;
    let other = Booking::of(3).with_key("key", "three seats");
    let refused = other.make(&world.store, world.performance()).await;
    assert_eq!(refusal(&refused), Some(&BookRefusal::DifferentAttempt));
}

#[tokio::test]
async fn an_attempt_key_is_valid_within_one_house() {
    let world = World::with_houses(&[10, 10]).await;
    world.book(Booking::of(2).with_key("key", "two seats")).await;
    let other = Booking::of(2).with_key("key", "two seats");
    let booked = other.make(&world.store, world.performances[1]).await.unwrap();
    assert!(matches!(booked, Change::Booked { .. }), "{booked:?}");
}

#[tokio::test]
async fn a_refused_attempt_can_be_repeated() {
    let world = World::with_seats(2).await;
    let full = world.book(Booking::of(2)).await;
    let attempt = || Booking::of(1).with_key("key", "one seat");
    attempt().make(&world.store, world.performance()).await.unwrap_err();
    world.change(cancel(full.id)).await.unwrap();
    let booked = attempt().make(&world.store, world.performance()).await.unwrap();
    assert!(matches!(booked, Change::Booked { .. }), "{booked:?}");
    let seen = world.house(Needs::default()).await;
    assert_eq!(seen.held(world.now()), 1);
}

#[tokio::test]
async fn a_booking_is_withdrawn_only_by_its_own_key() {
    let world = World::with_seats(10).await;
    let booked = world.book(Booking::of(2).with_key("key", "two seats")).await;
    let other = world.book(Booking::of(3).with_key("other key", "three seats")).await;
    let refused = world.change(withdraw(booked.id, "other key")).await;
    assert_eq!(refusal(&refused), Some(&WithdrawRefusal::Unknown));

    world.change(withdraw(booked.id, "key")).await.unwrap();
    assert_eq!(world.held(&booked.secret).await.status, Status::Cancelled);
    assert_eq!(world.available().await, 7);
    assert_eq!(world.held(&other.secret).await.seats, seats(3));
    assert_eq!(world.rows().await, [2, 2, 2, 2], "no message");
}
