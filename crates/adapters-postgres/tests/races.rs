//! Really parallel changes of one house, by two processes' worth of stores on one database.

use crate::world::{Booking, World, cancel, confirm, extend_hold, minutes, refusal};
use azionelab_adapters_postgres::Store;
use azionelab_application::{
    houses::{HouseError, Houses},
    programme::Programme,
};
use azionelab_domain::{BookRefusal, Change};
use jiff::SignedDuration;

/// Lets 200 visitors ask for one seat each at the same time, half of them in each process.
async fn rush(world: &World, stores: [&Store; 2]) -> (usize, usize) {
    let performance = world.performance();
    let visitors: Vec<_> = (0..200)
        .map(|visitor| {
            let store = stores[visitor % 2].clone();
            tokio::spawn(async move { Booking::of(1).make(&store, performance).await })
        })
        .collect();
    let (mut booked, mut refused) = (0, 0);
    for visitor in visitors {
        match visitor.await.unwrap() {
            Ok(Change::Booked { .. }) => booked += 1,
            answer if refusal(&answer) == Some(&BookRefusal::SoldOut { available: 0 }) => {
                refused += 1;
            }
            other => panic!("neither a seat nor a refusal: {other:?}"),
        }
    }
    (booked, refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_seats_go_to_as_many_as_there_are_seats() {
    let world = World::with_seats(50).await;
    let other = world.database.store(world.clock.clone());
    assert_eq!(rush(&world, [&world.store, &other]).await, (50, 150));
    assert_eq!(world.available().await, 0);
}

/// The harness sees an oversell when the lock is taken away. Without it the test above would
/// prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_lock_the_same_rush_oversells() {
    for _ in 0..20 {
        let world = World::with_seats(50).await;
        let one = world.database.store_without_locks(world.clock.clone());
        let other = world.database.store_without_locks(world.clock.clone());
        let (booked, _) = rush(&world, [&one, &other]).await;
        if booked > 50 {
            return;
        }
    }
    panic!("twenty rushes without a lock, and never a seat too many");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_guests_and_one_last_seat() {
    for _ in 0..20 {
        let world = World::with_seats(1).await;
        let other = world.database.store(world.clock.clone());
        let (one, two) = (Booking::of(1), Booking::of(1));
        let (one, two) = tokio::join!(
            one.make(&world.store, world.performance()),
            two.make(&other, world.performance())
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lapsed_hold_is_confirmed_or_its_seat_given_away_but_never_both() {
    for _ in 0..20 {
        let world = World::with_seats(1).await;
        let other = world.database.store(world.clock.clone());
        let held = Booking::of(1);
        held.make(&world.store, world.performance()).await.unwrap();
        world.clock.advance(SignedDuration::from_mins(31));

        let newcomer = Booking::of(1);
        let (booked, confirmed) = tokio::join!(
            newcomer.make(&world.store, world.performance()),
            other.change(world.performance(), confirm(held.id))
        );
        assert_eq!(usize::from(booked.is_ok()) + usize::from(confirmed.is_ok()), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_many_times_at_once_frees_the_seats_once() {
    let world = World::with_seats(10).await;
    let other = world.database.store(world.clock.clone());
    let booking = Booking::of(4);
    booking.make(&world.store, world.performance()).await.unwrap();
    let tabs: Vec<_> = (0..20)
        .map(|tab| {
            let store = if tab % 2 == 0 { world.store.clone() } else { other.clone() };
            let (performance, id) = (world.performance(), booking.id);
            tokio::spawn(async move { store.change(performance, cancel(id)).await })
        })
        .collect();
    let mut cancelled = 0;
    for tab in tabs {
        if matches!(tab.await.unwrap().unwrap(), Change::Cancelled(_)) {
            cancelled += 1;
        }
    }
    assert_eq!(cancelled, 1);
    assert_eq!(world.available().await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_attempt_sent_many_times_at_once_is_one_reservation() {
    let world = World::with_seats(10).await;
    let other = world.database.store(world.clock.clone());
    let clicks: Vec<_> = (0..20)
        .map(|click| {
            let store = if click % 2 == 0 { world.store.clone() } else { other.clone() };
            let performance = world.performance();
            tokio::spawn(async move {
                let booking = Booking::of(2).by("anna@example.org").with_key("key", "the same");
                booking.make(&store, performance).await
            })
        })
        .collect();
    let (mut booked, mut again) = (Vec::new(), Vec::new());
    for click in clicks {
        match click.await.unwrap().unwrap() {
            Change::Booked { reservation, .. } => booked.push(reservation.id),
            Change::AlreadyBooked(attempt) => again.push(attempt.reservation),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(booked.len(), 1);
    assert_eq!(again, vec![booked[0]; 19]);
    assert_eq!(world.available().await, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn houses_do_not_wait_for_one_another() {
    let world = World::with_houses(&[10, 10]).await;
    // Somebody has locked the first house and keeps it.
    let lock = format!(
        "BEGIN; SELECT FROM performances WHERE id = '{}' FOR UPDATE",
        world.performances[0]
    );
    let _holder = world.database.hold(&lock).await;
    let (first, second) = (world.performances[0], world.performances[1]);

    let store = world.store.clone();
    let waiting = tokio::spawn(async move { Booking::of(1).make(&store, first).await });
    for _ in 0..5 {
        Booking::of(1).make(&world.store, second).await.unwrap();
    }
    assert!(!waiting.is_finished(), "the house is locked by somebody else");
    let refused = waiting.await.unwrap();
    assert!(matches!(refused, Err(HouseError::Store(_))), "it waits for a bounded time");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_houses_locked_by_others_leave_connections_for_everybody_else() {
    let world = World::with_houses(&[10; 9]).await;
    let store = world.store_with(world.database.url(), |settings| settings.pool_size = 1);
    let (free, locked) = world.performances.split_last().unwrap();
    let locks = locked.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",");
    let lock = format!("BEGIN; SELECT FROM performances WHERE id IN ({locks}) FOR UPDATE");
    let holder = world.database.hold(&lock).await;
    let waiting: Vec<_> = locked
        .iter()
        .map(|house| {
            let (store, house) = (store.clone(), *house);
            tokio::spawn(async move { Booking::of(1).make(&store, house).await })
        })
        .collect();
    world.wait_for_locks(4).await;
    Booking::of(1).make(&store, *free).await.unwrap();
    store.site().await.unwrap();
    drop(holder);
    for booking in waiting {
        // On a slow machine it has waited for too long by now.
        let booked = booking.await.unwrap();
        assert!(matches!(booked, Ok(_) | Err(HouseError::Store(_))), "{booked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_with_a_taken_code_fails_for_that_one_only() {
    let world = World::with_seats(500).await;
    let taken = Booking::of(1);
    taken.make(&world.store, world.performance()).await.unwrap();
    let guests: Vec<_> = (0..60)
        .map(|guest| {
            let store = world.store.clone();
            let (performance, code) = (world.performance(), taken.code);
            tokio::spawn(async move {
                let mut booking = Booking::of(1);
                if guest % 10 == 3 {
                    booking.code = code;
                }
                booking.make(&store, performance).await
            })
        })
        .collect();
    let (mut booked, mut collided) = (0, 0);
    for guest in guests {
        match guest.await.unwrap() {
            Ok(_) => booked += 1,
            Err(HouseError::Collision) => collided += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((booked, collided), (54, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn holds_that_are_made_again_and_bookings_share_the_seats_that_are_free() {
    let world = World::with_seats(20).await;
    let other = world.database.store(world.clock.clone());
    let late: Vec<_> = (0..15).map(|_| Booking::of(1)).collect();
    for booking in &late {
        booking.make(&world.store, world.performance()).await.unwrap();
    }
    world.clock.advance(minutes(31));
    let performance = world.performance();
    let extending: Vec<_> = late
        .iter()
        .map(|booking| {
            let (store, rule) = (other.clone(), extend_hold(booking.id));
            tokio::spawn(async move { store.change(performance, rule).await })
        })
        .collect();
    let (booked, _) = rush(&world, [&world.store, &other]).await;
    let mut extended = 0;
    for one in extending {
        extended += usize::from(matches!(one.await.unwrap(), Ok(Change::HoldChanged(_))));
    }
    assert_eq!(booked + extended, 20);
    assert_eq!(world.available().await, 0);
    let held = "SELECT sum(seats) FROM reservations WHERE status = 'pending'";
    assert_eq!(world.value(held).await, "20");
}
