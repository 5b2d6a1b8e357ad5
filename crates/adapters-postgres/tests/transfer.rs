//! Transfers of reservations, and parallel changes by staff.

use crate::world::{Booking, World, confirm_at_door, id, party, refusal, seat, transferring};
use azionelab_adapters_postgres::Store;
use azionelab_application::{
    audit::{AuditLog, AuditQuery},
    booking::Reservations,
    houses::{HouseError, Houses},
};
use azionelab_domain::{
    Change, CheckInRefusal, PerformanceId, Role, TransferRefusal, WalkInRefusal,
};
use jiff::SignedDuration;

impl World {
    /// The held seats of a house.
    async fn held_in(&self, house: PerformanceId) -> String {
        let held = format!(
            "SELECT coalesce(sum(seats), 0) FROM reservations \
             WHERE performance_id = '{house}' AND status IN ('pending', 'confirmed')"
        );
        self.value(&held).await
    }

    async fn send(
        &self,
        store: &Store,
        booking: &Booking,
        from: usize,
        to: usize,
    ) -> Result<azionelab_domain::Transfer, HouseError<TransferRefusal>> {
        let (from, to) = (self.performances[from], self.performances[to]);
        store.transfer(from, to, transferring(booking.id, self.member(Role::Admin).await)).await
    }
}

#[tokio::test]
async fn a_transfer_keeps_the_secrets_and_is_recorded() {
    let world = World::with_houses(&[10, 10]).await;
    let booking = world.book_and_confirm(Booking::of(4)).await;
    world.execute("UPDATE performances SET starts_at = starts_at + interval '3000 hours' WHERE id = (SELECT max(id::text)::uuid FROM performances)").await;
    let transfer = world.send(&world.store, &booking, 0, 1).await.unwrap();
    assert_eq!(transfer.to.performance, world.performances[1]);
    assert_eq!(world.held_in(world.performances[0]).await, "0");
    assert_eq!(world.held_in(world.performances[1]).await, "4");
    let later = world.now() + SignedDuration::from_hours(2_000);
    let key = world.store.by_secret(booking.secret.hash(), later).await.unwrap();
    assert_eq!(key.unwrap().performance, world.performances[1], "its link lasts as long");
    let query = AuditQuery { limit: 10, ..AuditQuery::default() };
    assert_eq!(world.store.entries(&query).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_transfer_changes_nothing() {
    let world = World::with_houses(&[10, 3]).await;
    let booking = world.book_and_confirm(Booking::of(4)).await;
    let refused = world.send(&world.store, &booking, 0, 1).await;
    assert!(matches!(refused, Err(HouseError::Refused(TransferRefusal::SoldOut { available: 3 }))));
    assert_eq!(world.held_in(world.performances[0]).await, "4");
    let nowhere = PerformanceId::new(id());
    let rule = transferring(booking.id, world.member(Role::Admin).await);
    let refused = world.store.transfer(world.performance(), nowhere, rule).await;
    assert!(matches!(refused, Err(HouseError::NoSuchHouse)), "{refused:?}");
    let query = AuditQuery { limit: 10, ..AuditQuery::default() };
    assert_eq!(world.store.entries(&query).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_in_both_directions_do_not_deadlock() {
    let world = World::with_houses(&[50, 50]).await;
    let mut transfers = Vec::new();
    for n in 0..20 {
        let booking = Booking::of(1);
        let (from, to) = (n % 2, 1 - n % 2);
        booking.make(&world.store, world.performances[from]).await.unwrap();
        transfers.push((booking, from, to));
    }
    let other = world.database.store(world.clock.clone());
    let who = world.member(Role::Admin).await;
    let running: Vec<_> = transfers
        .into_iter()
        .map(|(booking, from, to)| {
            let store = if from == 0 { world.store.clone() } else { other.clone() };
            let (from, to) = (world.performances[from], world.performances[to]);
            let rule = transferring(booking.id, who.clone());
            tokio::spawn(async move { store.transfer(from, to, rule).await })
        })
        .collect();
    for transferred in running {
        transferred.await.unwrap().unwrap();
    }
    assert_eq!(world.held_in(world.performances[0]).await, "10");
    assert_eq!(world.held_in(world.performances[1]).await, "10");
}

/// Transfers parties into a house with seats for half of them, while visitors book there.
async fn rush(world: &World, stores: [&Store; 2]) -> u32 {
    let mut parties = Vec::new();
    for _ in 0..20 {
        let booking = Booking::of(1);
        booking.make(&world.store, world.performances[0]).await.unwrap();
        parties.push(booking);
    }
    let (from, to) = (world.performances[0], world.performances[1]);
    let who = world.member(Role::Admin).await;
    let transfers = parties.into_iter().enumerate().map(|(n, booking)| {
        let (store, rule) = (stores[n % 2].clone(), transferring(booking.id, who.clone()));
        tokio::spawn(async move { store.transfer(from, to, rule).await.is_ok() })
    });
    let transfers: Vec<_> = transfers.collect();
    let visitors = (0..20).map(|n| {
        let store = stores[n % 2].clone();
        tokio::spawn(async move { Booking::of(1).make(&store, to).await.is_ok() })
    });
    let visitors: Vec<_> = visitors.collect();
    let mut entered = 0;
    for one in transfers.into_iter().chain(visitors) {
        entered += u32::from(one.await.unwrap());
    }
    entered
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_never_oversell_a_house() {
    for _ in 0..5 {
        let world = World::with_houses(&[50, 20]).await;
        let other = world.database.store(world.clock.clone());
        assert_eq!(rush(&world, [&world.store, &other]).await, 20);
        assert_eq!(world.held_in(world.performances[1]).await, "20");
    }
}

/// Shows that the test above can fail: without the lock the house is oversold.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_lock_transfers_oversell() {
    for _ in 0..20 {
        let world = World::with_houses(&[50, 20]).await;
        let one = world.database.store_without_locks(world.clock.clone());
        let other = world.database.store_without_locks(world.clock.clone());
        if rush(&world, [&one, &other]).await > 20 {
            return;
        }
    }
    panic!("twenty runs without a lock did not oversell");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_of_two_walk_ins_gets_the_last_seat() {
    for _ in 0..10 {
        let world = World::with_seats(1).await;
        let other = world.database.store(world.clock.clone());
        let by = world.staff().await;
        let (one, two) = (Booking::of(1), Booking::of(1));
        let (one, two) = tokio::join!(
            world.store.change(world.performance(), seat(&one, by)),
            other.change(world.performance(), seat(&two, by))
        );
        let refused = [one, two]
            .into_iter()
            .filter(|answer| refusal(answer) == Some(&WalkInRefusal::SoldOut { available: 0 }));
        assert_eq!(refused.count(), 1);
        assert_eq!(world.available().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_walk_in_sent_many_times_at_once_is_seated_once() {
    let world = World::with_seats(50).await;
    let other = world.database.store(world.clock.clone());
    let by = world.staff().await;
    let taps: Vec<_> = (0..20)
        .map(|tap| {
            let store = if tap % 2 == 0 { world.store.clone() } else { other.clone() };
            let walk_in = Booking::of(3).with_key("the same tap", "");
            let performance = world.performance();
            tokio::spawn(async move { store.change(performance, seat(&walk_in, by)).await })
        })
        .collect();
    let mut seated = 0;
    for tap in taps {
        match tap.await.unwrap().unwrap() {
            Change::Seated { .. } => seated += 1,
            Change::AlreadyBooked(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seated, 1);
    assert_eq!(world.value("SELECT sum(seats) FROM check_ins").await, "3");
    assert_eq!(world.available().await, 47);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lapsed_party_is_either_admitted_or_its_seat_is_booked() {
    for _ in 0..10 {
        let world = World::with_seats(1).await;
        let other = world.database.store(world.clock.clone());
        let by = world.staff().await;
        let lapsed = world.book(Booking::of(1)).await;
        world.clock.advance(SignedDuration::from_mins(31));
        let newcomer = Booking::of(1);
        let at_door = confirm_at_door(&party(lapsed.id, 1, by));
        let (booked, let_in) = tokio::join!(
            newcomer.make(&world.store, world.performance()),
            other.change(world.performance(), at_door)
        );
        let sold = refusal(&let_in) == Some(&CheckInRefusal::SoldOut { available: 0 });
        assert_ne!(let_in.is_ok(), sold, "{let_in:?}");
        assert_eq!(booked.is_ok(), sold);
    }
}

#[tokio::test]
async fn a_party_confirmed_at_the_door_is_stored_as_confirmed_with_its_check_in() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let lapsed = world.book(Booking::of(2)).await;
    world.clock.advance(SignedDuration::from_mins(31));
    world.change(confirm_at_door(&party(lapsed.id, 1, by))).await.unwrap();
    let stored = world.reservation(lapsed.id).await;
    assert_eq!(stored.status, azionelab_domain::Status::Confirmed);
    assert_eq!((stored.confirmed_at, stored.admitted()), (Some(world.now()), 1));
    assert_eq!(world.available().await, 8);
}
