//! Edits, rescheduling and cancellation of performances, and their effects.

use crate::world::{
    Booking, World, cancel, cancel_performance, confirm, minutes, now, rearrange, reschedule,
    resize,
};
use azionelab_application::{
    booking::Reservations,
    houses::{HouseError, Houses},
};
use azionelab_domain::{Change, Status};
use futures_util::join;

const DAY: i64 = 24 * 60;

/// Sets the clock to this time.
fn advance_to(world: &World, at: jiff::Timestamp) {
    world.clock.advance(at.duration_since(world.now()));
}

/// The kind and the guest of each message.
async fn outbox(world: &World) -> Vec<String> {
    world
        .values(
            "SELECT o.kind || ' ' || r.name FROM outbox o JOIN reservations r \
             ON r.id = o.reservation_id WHERE o.kind IN ('moved', 'cancelled_by_theatre') \
             ORDER BY r.name",
        )
        .await
}

#[tokio::test]
async fn the_second_edit_of_the_same_version_is_refused() {
    let world = World::with_seats(10).await;
    let two = [12, 14].map(|capacity| {
        let rule = rearrange(1, move |as_it_is| as_it_is.seating.capacity = capacity);
        world.change(rule)
    });
    let [one, other] = two;
    let (one, other) = join!(one, other);
    let (done, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1));
    assert!(matches!(refused[0], Err(HouseError::EditedMeanwhile)), "{refused:?}");
    assert_eq!(world.value("SELECT version FROM performances").await, "2");

    let again = rearrange(2, |as_it_is| as_it_is.seating.extra = 1);
    world.change(again).await.unwrap();
    let unchanged = rearrange(3, |_| {});
    assert!(matches!(world.change(unchanged).await, Ok(Change::PerformanceUnchanged(_))));
    assert_eq!(world.value("SELECT version FROM performances").await, "3");
}

#[tokio::test]
async fn edits_in_two_processes_see_each_other() {
    let world = World::with_seats(10).await;
    let other = world.database.store(world.clock.clone());
    world.change(rearrange(1, |as_it_is| as_it_is.seating.extra = 1)).await.unwrap();
    let stale = rearrange(1, |as_it_is| as_it_is.seating.extra = 2);
    let refused = other.change(world.performance(), stale).await;
    assert!(matches!(refused, Err(HouseError::EditedMeanwhile)), "{refused:?}");
}

#[tokio::test]
async fn bookings_do_not_change_the_version() {
    let world = World::with_seats(10).await;
    world.book_and_confirm(Booking::of(2)).await;
    world.change(rearrange(1, |as_it_is| as_it_is.seating.extra = 1)).await.unwrap();
}

#[tokio::test]
async fn rescheduling_shifts_all_times_and_prolongs_links() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let before = world.stored_performance().await;
    let later = before.starts_at + minutes(90 * DAY);
    world.change(reschedule(later)).await.unwrap();

    let after = world.stored_performance().await;
    assert_eq!(after.starts_at, later);
    assert_eq!(after.previous_start, Some(before.starts_at));
    assert_eq!(after.doors_at, before.doors_at + minutes(90 * DAY));
    assert_eq!(after.closes_at, before.closes_at + minutes(90 * DAY));
    // The link is still valid long after the old start.
    advance_to(&world, later + minutes(29 * DAY));
    let held = world.store.held(booking.secret.hash(), world.now()).await.unwrap();
    assert!(held.is_some());
    advance_to(&world, later + minutes(31 * DAY));
    let held = world.store.held(booking.secret.hash(), world.now()).await.unwrap();
    assert!(held.is_none());
}

#[tokio::test]
async fn rescheduling_does_not_revive_expired_links() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    world
        .execute(&format!("UPDATE reservation_secrets SET expires_at = '{}'", now() - minutes(1)))
        .await;
    let later = world.stored_performance().await.starts_at + minutes(DAY);
    world.change(reschedule(later)).await.unwrap();
    let held = world.store.held(booking.secret.hash(), world.now()).await.unwrap();
    assert!(held.is_none());
}

#[tokio::test]
async fn every_guest_with_seats_and_an_address_gets_one_message() {
    let world = World::with_seats(20).await;
    world.book_and_confirm(Booking::of(2).named("Confirmed")).await;
    world.book(Booking::of(2).named("Pending")).await;
    let given_back = world.book(Booking::of(2).named("Cancelled")).await;
    world.change(cancel(given_back.id)).await.unwrap();
    let unreachable = world.book_and_confirm(Booking::of(2).named("Without address")).await;
    world
        .execute(&format!(
            "UPDATE reservations SET email = NULL, email_key = NULL WHERE id = '{}'",
            unreachable.id
        ))
        .await;
    let later = world.stored_performance().await.starts_at + minutes(DAY);
    world.change(reschedule(later)).await.unwrap();
    assert_eq!(outbox(&world).await, ["moved Confirmed", "moved Pending"]);

    world.execute("DELETE FROM outbox").await;
    world.change(cancel_performance()).await.unwrap();
    let messages = ["cancelled_by_theatre Confirmed", "cancelled_by_theatre Pending"];
    assert_eq!(outbox(&world).await, messages);
    assert_eq!(world.stored_performance().await.cancelled_at, Some(now()));
}

#[tokio::test]
async fn a_booking_in_the_same_batch_as_a_rescheduling_is_told_the_new_start() {
    let world = World::with_seats(20).await;
    let later = world.stored_performance().await.starts_at + minutes(DAY);
    let booking = Booking::of(2).named("Just now");
    let (booked, rescheduled) =
        join!(booking.make(&world.store, world.performance()), world.change(reschedule(later)),);
    booked.unwrap();
    rescheduled.unwrap();
    let is_told = outbox(&world).await == ["moved Just now"];
    let knew = world.value("SELECT r.booked_at >= p.opens_at FROM reservations r, performances p");
    assert_eq!(knew.await, "true");
    // A booking after the rescheduling already has the new start and gets no message.
    assert!(is_told || outbox(&world).await.is_empty());
}

#[tokio::test]
async fn a_hold_ends_at_the_end_of_booking() {
    let world = World::with_seats(4).await;
    let pending = world.book(Booking::of(4)).await;
    let soon = now() + minutes(5);
    world.change(rearrange(1, move |as_it_is| as_it_is.closes_at = soon)).await.unwrap();

    let reservation = world.reservation(pending.id).await;
    assert_eq!(reservation.status, Status::Pending { hold_until: soon });
    advance_to(&world, soon);
    assert_eq!(world.available().await, 4);
    // Seats are free, so it can still be confirmed.
    world.change(confirm(pending.id)).await.unwrap();
    assert_eq!(world.reservation(pending.id).await.status, Status::Confirmed);
}

#[tokio::test]
async fn closing_booking_frees_exactly_the_unconfirmed_seats() {
    let world = World::with_seats(10).await;
    world.book_and_confirm(Booking::of(3)).await;
    let pending = world.book(Booking::of(4)).await;
    world.clock.advance(minutes(10));
    let closed = world.now();
    world.change(rearrange(1, move |as_it_is| as_it_is.closes_at = closed)).await.unwrap();
    assert_eq!(world.available().await, 7);

    // The writer counts the same, before and after other confirmations.
    let reopened = closed + minutes(60);
    world.change(rearrange(2, move |as_it_is| as_it_is.closes_at = reopened)).await.unwrap();
    let all_of_it = Booking::of(8).make(&world.store, world.performance()).await;
    assert!(matches!(all_of_it, Err(HouseError::Refused(_))), "{all_of_it:?}");
    world.book(Booking::of(7)).await;
    let too_late = world.change(confirm(pending.id)).await;
    assert!(matches!(too_late, Err(HouseError::Refused(_))), "{too_late:?}");
}

#[tokio::test]
async fn the_changes_of_one_batch_add_up() {
    let world = World::with_seats(10).await;
    let first = world.book(Booking::of(2)).await;
    world.clock.advance(minutes(5));
    let closed = world.now();
    let booking = Booking::of(1);
    let (resized, confirmed, closing, booked) = join!(
        world.change(resize(6, 0, 0)),
        world.change(confirm(first.id)),
        world.change(rearrange(2, move |as_it_is| as_it_is.closes_at = closed)),
        booking.make(&world.store, world.performance()),
    );
    resized.unwrap();
    confirmed.unwrap();
    let _ = (closing, booked);
    let held = "SELECT coalesce(sum(seats), 0) FROM reservations WHERE status = 'confirmed' \
                OR (status = 'pending' AND hold_until > '2026-11-20T18:05:00Z')";
    let held: u32 = world.value(held).await.parse().unwrap();
    assert_eq!(world.available().await, 6 - held);
    let seen = world.house(azionelab_application::houses::Needs::default()).await;
    assert_eq!(seen.held(world.now()), held);
}
