//! Deletion of rows that are no longer needed.

use crate::world::{Booking, World, confirm, minutes, now, secret};
use azionelab_application::{
    accounts::{LinkPurpose, NewLink, Sessions, StaffLinks},
    booking::Reservations,
    houses::Issued,
    mail::Outbox,
    privacy::Retention,
};
use azionelab_domain::{Change, StaffId, Status};
use jiff::{SignedDuration, Timestamp};

/// A time before all others.
fn long_ago() -> Timestamp {
    now() - SignedDuration::from_hours(10_000)
}

/// A link that works for five minutes.
fn link(who: StaffId) -> NewLink {
    let purpose = LinkPurpose::Invitation;
    NewLink { who, purpose, secret: secret().hash(), expires_at: now() + minutes(5) }
}

impl World {
    /// The numbers of stored sessions, secrets, attempts and links of staff.
    async fn stored_rows(&self) -> Vec<String> {
        self.values(
            "SELECT count(*) FROM sessions UNION ALL SELECT count(*) FROM reservation_secrets \
             UNION ALL SELECT count(*) FROM booking_attempts \
             UNION ALL SELECT count(*) FROM staff_links",
        )
        .await
    }
}

#[tokio::test]
async fn ended_sessions_are_deleted() {
    let world = World::with_seats(10).await;
    let who = world.staff().await;
    let (short, idle, used) = (secret().hash(), secret().hash(), secret().hash());
    let end = now() + minutes(120);
    for (token, end) in [(short, now() + minutes(40)), (idle, end), (used, end)] {
        world.open(token, who, end).await;
    }
    let idle_since = now() + minutes(10);
    for token in [short, used] {
        world.store.find(token, now() + minutes(20), long_ago()).await.unwrap().unwrap();
    }

    let later = now() + minutes(40);
    world.store.forget(later, idle_since, long_ago()).await.unwrap();
    let remembered = "SELECT count(*) FROM sessions";
    assert_eq!(world.value(remembered).await, "1");
    let found = world.store.find(used, later, idle_since).await.unwrap();
    assert_eq!(found.unwrap().id, who);

    world.store.forget(end, long_ago(), long_ago()).await.unwrap();
    assert_eq!(world.value(remembered).await, "0");
}

#[tokio::test]
async fn expired_secrets_are_deleted_and_their_reservations_stay() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let short = secret();
    let end = now() + minutes(5);
    world.store.issue(booking.id, booking.guest().email, Issued::new(&short, end)).await.unwrap();

    world.store.forget(end - SignedDuration::from_micros(1), long_ago(), long_ago()).await.unwrap();
    assert_eq!(world.rows().await, [1, 2, 1, 0]);
    world.store.forget(end, long_ago(), long_ago()).await.unwrap();
    assert_eq!(world.rows().await, [1, 1, 1, 0]);
    assert_eq!(world.store.by_secret(short.hash(), now()).await.unwrap(), None);
    assert_eq!(world.held(&booking.secret).await.status, Status::Confirmed);

    world.store.forget(now() + minutes(60_000), long_ago(), long_ago()).await.unwrap();
    assert_eq!(world.rows().await, [1, 0, 1, 0]);
    let party = world.reservation(booking.id).await;
    assert_eq!((party.status, party.seats.get()), (Status::Confirmed, 2));
    world.change(confirm(booking.id)).await.unwrap();
}

#[tokio::test]
async fn old_attempts_are_deleted() {
    let world = World::with_seats(10).await;
    let attempt = |key| Booking::of(1).with_key(key, "one seat");
    world.book(attempt("old")).await;
    world.clock.advance(minutes(10));
    world.book(attempt("new")).await;

    world.store.forget(world.now(), long_ago(), world.now()).await.unwrap();
    assert_eq!(world.rows().await, [2, 2, 2, 1]);
    let again = attempt("new").make(&world.store, world.performance()).await.unwrap();
    assert!(matches!(again, Change::AlreadyBooked(_)), "{again:?}");
    let another = attempt("old").make(&world.store, world.performance()).await.unwrap();
    assert!(matches!(another, Change::Booked { .. }), "{another:?}");
}

#[tokio::test]
async fn rows_that_are_still_needed_stay() {
    let world = World::with_seats(10).await;
    let who = world.staff().await;
    world.open(secret().hash(), who, now() + minutes(1)).await;
    world.store.issue_link(&link(who)).await.unwrap();
    world.book(Booking::of(1).with_key("key", "one seat")).await;
    for _ in 0..2 {
        world.store.forget(now(), long_ago(), now()).await.unwrap();
        assert_eq!(world.stored_rows().await, ["1", "1", "1", "1"]);
    }
}

#[tokio::test]
async fn expired_links_of_staff_are_deleted() {
    let world = World::with_seats(10).await;
    let who = world.staff().await;
    world.store.issue_link(&link(who)).await.unwrap();
    let links = "SELECT count(*) FROM staff_links";
    for (at, left) in [(minutes(4), "1"), (minutes(5), "0")] {
        world.store.forget(now() + at, long_ago(), long_ago()).await.unwrap();
        assert_eq!(world.value(links).await, left);
    }
}
