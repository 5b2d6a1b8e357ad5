//! Parallel changes of one house by two stores, as by two processes, on one database.

use crate::world::{Booking, World, cancel, confirm, extend_hold, minutes, refusal};
use azionelab_adapters_postgres::Store;
use azionelab_application::{
    houses::{HouseError, Houses},
    programme::Programme,
};
use azionelab_domain::{BookRefusal, Change};
use jiff::SignedDuration;

/// 200 visitors book one seat each at the same time, half of them in each process.
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
async fn parallel_bookings_never_oversell_a_house() {
    let world = World::with_seats(50).await;
    let other = world.database.store(world.clock.clone());
    assert_eq!(rush(&world, [&world.store, &other]).await, (50, 150));
    assert_eq!(world.available().await, 0);
}

/// Shows that the test above can fail: without the lock the house is oversold.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_lock_parallel_bookings_oversell() {
    for _ in 0..20 {
        let world = World::with_seats(50).await;
        let one = world.database.store_without_locks(world.clock.clone());
        let other = world.database.store_without_locks(world.clock.clone());
        let (booked, _) = rush(&world, [&one, &other]).await;
        if booked > 50 {
            return;
        }
    }
    panic!("twenty runs without a lock did not oversell");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_of_two_guests_gets_the_last_seat() {
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
async fn a_lapsed_hold_is_either_confirmed_or_its_seat_is_booked() {
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
async fn an_attempt_sent_many_times_at_once_makes_one_reservation() {
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
async fn houses_do_not_wait_for_each_other() {
    let world = World::with_houses(&[10, 10]).await;
    // Another transaction keeps the first house locked.
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
    assert!(!waiting.is_finished(), "the house is locked");
    let refused = waiting.await.unwrap();
    assert!(matches!(refused, Err(HouseError::Store(_))), "the wait is bounded");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_locked_houses_leave_connections_for_others() {
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
        // On a slow machine the wait may have timed out.
        let booked = booking.await.unwrap();
        assert!(matches!(booked, Ok(_) | Err(HouseError::Store(_))), "{booked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_code_fails_only_its_own_change() {
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
async fn renewed_holds_and_bookings_share_the_free_seats() {
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
