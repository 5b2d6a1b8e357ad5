//! Single changes of a house, and what they store.

use crate::world::{
    Booking, World, cancel, change_seats, check_in, confirm, confirm_with, id, issued, minutes,
    now, party, refusal, resize, seats, secret, undo,
};
use azionelab_application::{
    houses::{HouseError, Houses, Message, Needs},
    mail::MessageKind,
};
use azionelab_domain::{
    BookRefusal, Change, ConfirmRefusal, EmailAddress, MessageId, PerformanceId, Seating, Status,
    Undone,
};

#[tokio::test]
async fn a_booking_is_read_as_it_was_made() {
    let world = World::with_seats(10).await;
    let booking = Booking::of(3);
    let made = booking.make(&world.store, world.performance()).await.unwrap();

    let Change::Booked { reservation, attempt: None } = made else { panic!("{made:?}") };
    assert_eq!(reservation.guest, booking.guest());
    assert_eq!(reservation.status, Status::Pending { hold_until: now() + minutes(30) });
    assert_eq!(world.held(&booking.secret).await, reservation);
    assert_eq!(world.reservation(booking.id).await, reservation);
}

#[tokio::test]
async fn a_booking_is_stored_with_its_secret_message_and_attempt() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(3).with_key("key", "three seats")).await;
    assert_eq!(world.rows().await, [1, 1, 1, 1]);
    let message = "SELECT (reservation_id = (SELECT id FROM reservations)) || ' ' || kind || ' ' \
                   || state || ' ' || (created_at = '2026-11-20T18:00:00Z') || ' ' \
                   || (next_attempt_at = '2026-11-20T18:00:08Z') FROM outbox";
    assert_eq!(world.value(message).await, "true confirm_your_seats waiting true true");
}

#[tokio::test]
async fn a_booking_whose_secret_is_taken_leaves_nothing_behind() {
    let world = World::with_seats(10).await;
    let first = world.book(Booking::of(1)).await;
    let second =
        Booking { secret: first.secret, ..Booking::of(2).with_key("another", "two seats") };

    let collided = second.make(&world.store, world.performance()).await;
    assert!(matches!(collided, Err(HouseError::Collision)), "{collided:?}");
    assert_eq!(world.rows().await, [1, 1, 1, 0]);
    assert_eq!(world.available().await, 9);
}

#[tokio::test]
async fn a_booking_whose_code_or_message_is_taken_leaves_nothing_behind() {
    let world = World::with_seats(10).await;
    let first = world.book(Booking::of(1)).await;
    for second in [
        Booking { code: first.code, ..Booking::of(2) },
        Booking { message: first.message, ..Booking::of(2) },
    ] {
        let collided = second.make(&world.store, world.performance()).await;
        assert!(matches!(collided, Err(HouseError::Collision)), "{collided:?}");
        assert_eq!(world.rows().await, [1, 1, 1, 0]);
    }
}

#[tokio::test]
async fn a_refused_booking_leaves_nothing_behind() {
    let world = World::with_seats(2).await;
    let refused =
        Booking::of(3).with_key("key", "three").make(&world.store, world.performance()).await;
    assert_eq!(refusal(&refused), Some(&BookRefusal::SoldOut { available: 2 }));
    assert_eq!(world.rows().await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn a_performance_that_does_not_exist_has_no_house() {
    let world = World::with_seats(10).await;
    let nowhere = PerformanceId::new(id());
    let booked = Booking::of(1).make(&world.store, nowhere).await;
    assert!(matches!(booked, Err(HouseError::NoSuchHouse)), "{booked:?}");
    let lapsed = world.store.lapse(nowhere).await;
    assert!(matches!(lapsed, Err(HouseError::NoSuchHouse)), "{lapsed:?}");
}

#[tokio::test]
async fn each_change_of_a_reservation_is_read_as_it_was_made() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = world.book(Booking::of(3)).await;
    let party = party(booking.id, 2, by);
    for rule in [
        change_seats(booking.id, 5),
        confirm(booking.id),
        change_seats(booking.id, 4),
        check_in(&party),
        undo(&party),
        cancel(booking.id),
    ] {
        world.clock.advance(minutes(1));
        let change = world.change(rule).await.unwrap();
        let reservation = change.reservation().unwrap().clone();
        assert_eq!(world.reservation(booking.id).await, reservation);
        assert_eq!(world.held(&booking.secret).await, reservation);
    }
    let end = world.reservation(booking.id).await;
    assert_eq!((end.status, end.seats), (Status::Cancelled, seats(4)));
    assert_eq!(end.confirmed_at, Some(now() + minutes(2)));
    assert_eq!(end.cancelled_at, Some(now() + minutes(6)));
    assert_eq!(end.check_ins[0].undone, Some(Undone { at: now() + minutes(5), by }));
    assert_eq!(end.check_ins[0].client_ref, party.client_ref);
    assert_eq!(end.check_ins[0].override_reason, party.override_reason);
}

#[tokio::test]
async fn a_change_without_a_message_stores_none() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(3)).await;
    let before = world.value("SELECT xmin FROM reservations").await;
    let again = world.change(confirm(booking.id)).await.unwrap();
    assert!(matches!(again, Change::Unchanged(_)));
    assert_eq!(world.value("SELECT xmin FROM reservations").await, before);
}

#[tokio::test]
async fn a_reservation_of_another_house_is_unknown_in_this_one() {
    let world = World::with_houses(&[10, 10]).await;
    let elsewhere = Booking::of(3);
    elsewhere.make(&world.store, world.performances[1]).await.unwrap();
    let refused = world.change(confirm(elsewhere.id)).await;
    assert_eq!(refusal(&refused), Some(&ConfirmRefusal::Unknown));
    assert_eq!(world.house(Needs::default()).await.held(now()), 0);
}

#[tokio::test]
async fn a_change_is_rolled_back_if_its_message_cannot_be_stored() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(3)).await;
    let ticket = Message { kind: MessageKind::YourTicket, ..booking.message() };
    let collided = world.change(confirm_with(ticket)).await;
    assert!(matches!(collided, Err(HouseError::Collision)), "{collided:?}");
    let status = world.reservation(booking.id).await.status;
    assert!(matches!(status, Status::Pending { .. }), "{status:?}");

    let secret = secret();
    let ticket = Message { id: MessageId::new(id()), issued: Some(issued(&secret)), ..ticket };
    world.change(confirm_with(ticket)).await.unwrap();
    assert_eq!(world.held(&secret).await.status, Status::Confirmed);
    assert_eq!(world.held(&booking.secret).await.status, Status::Confirmed);
}

#[tokio::test]
async fn resizing_a_house_keeps_its_reservations() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(6)).await;
    let resized = world.change(resize(5, 1, 3)).await.unwrap();
    let seating = Seating { capacity: 5, occupied: 1, extra: 3 };
    assert_eq!(resized.performance().map(|performance| performance.seating), Some(seating));
    let house = world.house(Needs::default()).await;
    assert_eq!(house.performance().seating, seating);
    assert_eq!((house.held(now()), house.available(now())), (6, 1));

    world.change(resize(4, 0, 0)).await.unwrap();
    let house = world.house(Needs::default()).await;
    assert_eq!((house.available(now()), house.overbooked_by(now())), (0, 2));
}

#[tokio::test]
async fn addresses_are_compared_regardless_of_case() {
    let world = World::with_houses(&[20, 20]).await;
    let other_house = world.performances[1];
    Booking::of(1).by("Anna@Example.org").make(&world.store, other_house).await.unwrap();
    for spelling in ["Anna@Example.org", "anna@example.org", "ANNA@EXAMPLE.ORG"] {
        world.book(Booking::of(1).by(spelling)).await;
    }
    let fourth = Booking::of(1).by("anna@EXAMPLE.org");
    let refused = fourth.make(&world.store, world.performance()).await;
    let too_many = BookRefusal::TooManyReservations { max: 3 };
    assert_eq!(refusal(&refused), Some(&too_many));

    let anna = EmailAddress::parse("anna@example.org").unwrap();
    let house = world.house(Needs { guest: Some(anna), ..Needs::default() }).await;
    assert_eq!(house.reservations().count(), 3, "not the one of the other house");
    assert_eq!(house.held(now()), 3);
}
