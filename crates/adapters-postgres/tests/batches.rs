//! Changes that share a transaction. These tests run on one thread, so all changes of a `join` wait
//! in the queue before the writer runs, and become one batch.

use std::fmt::Debug;

use crate::world::{
    Booking, World, cancel, chain, change_seats, check_in, confirm, id, panicking, party, refusal,
    resize,
};
use azionelab_application::{
    houses::{HouseError, Houses, Rule},
    ports::StoreError,
};
use azionelab_domain::{
    BookRefusal, CancelRefusal, Change, ConfirmRefusal, PerformanceId, StaffId, Status,
};
use futures_util::future::join_all;

type Answers = Vec<Result<Change, HouseError>>;

impl World {
    /// Requests all changes at once.
    async fn batch(&self, jobs: Vec<(usize, Rule)>) -> Answers {
        let change =
            |(house, rule): (usize, Rule)| self.store.change(self.performances[house], rule);
        join_all(jobs.into_iter().map(change)).await
    }
}

#[tokio::test]
async fn changes_at_the_same_time_are_stored_in_one_transaction() {
    let world = World::with_houses(&[100, 100]).await;
    let bookings: Vec<_> = (0..30).map(|_| Booking::of(2)).collect();
    let jobs = bookings.iter().enumerate().map(|(n, booking)| (n % 2, booking.rule()));
    let answers = world.batch(jobs.collect()).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let transactions = "SELECT count(DISTINCT xmin::text) || ' for ' || count(*) FROM reservations";
    assert_eq!(world.value(transactions).await, "1 for 30");
    for (booking, answer) in bookings.iter().zip(answers) {
        let change = answer.unwrap();
        assert_eq!(Some(&world.held(&booking.secret).await), change.reservation());
    }
}

#[tokio::test]
async fn a_large_batch_is_divided_by_houses() {
    let world = World::with_houses(&[100, 100, 100]).await;
    let bookings: Vec<_> = (0..60).map(|_| Booking::of(2)).collect();
    let jobs = bookings.iter().enumerate().map(|(n, booking)| (n % 3, booking.rule()));
    let answers = world.batch(jobs.collect()).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let of_a_house = "SELECT max(transactions) FROM (SELECT count(DISTINCT xmin::text) \
                      AS transactions FROM reservations GROUP BY performance_id) of_each";
    assert_eq!(world.value(of_a_house).await, "1");
}

#[tokio::test]
async fn each_change_of_a_mixed_batch_gets_its_own_answer() {
    let world = World::with_houses(&[10, 4]).await;
    let (confirmed, given_up) =
        (world.book(Booking::of(3)).await, world.book(Booking::of(4)).await);
    let by = world.staff().await;
    let inside = world.book_and_confirm(Booking::of(1)).await;
    let (one, two, late) = (Booking::of(4), Booking::of(2), Booking::of(6));

    let answers = world
        .batch(vec![
            (0, confirm(confirmed.id)),
            (0, late.rule()),
            (0, cancel(given_up.id)),
            (1, one.rule()),
            (0, late.rule()),
            (1, two.rule()),
            (0, check_in(&party(inside.id, 1, by))),
            (0, cancel(inside.id)),
            (1, confirm(confirmed.id)),
            (0, change_seats(confirmed.id, 1)),
            (0, change_seats(confirmed.id, 5)),
            (1, resize(6, 0, 0)),
            (1, two.rule()),
        ])
        .await;
    let mut answers = answers.into_iter();
    let mut next = || answers.next().unwrap();

    assert!(matches!(next(), Ok(Change::Confirmed(r)) if r.id == confirmed.id));
    assert_refused(&next(), &BookRefusal::SoldOut { available: 2 });
    assert!(matches!(next(), Ok(Change::Cancelled(r)) if r.id == given_up.id));
    assert!(matches!(next(), Ok(Change::Booked { reservation, .. }) if reservation.id == one.id));
    let booked = "the seats of the cancelled reservation are free for the next change";
    assert!(matches!(next(), Ok(Change::Booked { .. })), "{booked}");
    assert_refused(&next(), &BookRefusal::SoldOut { available: 0 });
    assert!(matches!(next(), Ok(Change::CheckedIn { .. })));
    assert_refused(&next(), &CancelRefusal::AlreadyAdmitted { admitted: 1 });
    assert_refused(&next(), &ConfirmRefusal::Unknown);
    assert!(matches!(next(), Ok(Change::SeatsChanged { .. })));
    let grown = "the party gave 2 seats back, and no others are free";
    assert!(matches!(next(), Err(HouseError::Refused(_))), "{grown}");
    assert!(matches!(next(), Ok(Change::Rearranged { .. })));
    assert!(matches!(next(), Ok(Change::Booked { reservation, .. }) if reservation.id == two.id));
    assert_eq!(world.available().await, 2);
    assert_eq!(world.held(&confirmed.secret).await.seats.get(), 1);
    assert_eq!(world.held(&given_up.secret).await.status, Status::Cancelled);
}

fn assert_refused<R: Debug + PartialEq + 'static>(answer: &Result<Change, HouseError>, why: &R) {
    assert_eq!(refusal(answer), Some(why), "{answer:?}");
}

#[tokio::test]
async fn a_reservation_can_be_booked_confirmed_and_admitted_in_one_batch() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = Booking::of(3);
    let answers = world
        .batch(vec![
            (0, booking.rule()),
            (0, confirm(booking.id)),
            (0, change_seats(booking.id, 2)),
            (0, check_in(&party(booking.id, 2, by))),
        ])
        .await;
    // It did not exist when the batch was loaded, but the rules see the changes before them.
    let last = answers.last().unwrap().as_ref().unwrap();
    assert_eq!(Some(&world.held(&booking.secret).await), last.reservation());
}

#[tokio::test]
async fn a_panicking_rule_fails_alone_and_the_writer_goes_on() {
    let world = World::with_seats(10).await;
    let (before, after) = (Booking::of(1), Booking::of(2));
    let answers = world.batch(vec![(0, before.rule()), (0, panicking()), (0, after.rule())]).await;
    assert!(matches!(answers[0], Ok(Change::Booked { .. })));
    let failed = &answers[1];
    assert!(matches!(failed, Err(HouseError::Store(StoreError::Unavailable(_)))), "{failed:?}");
    assert!(matches!(answers[2], Ok(Change::Booked { .. })));
    world.book(Booking::of(3)).await;
    assert_eq!(world.available().await, 4);
}

#[tokio::test]
async fn a_rule_that_panics_while_its_house_is_locked_by_others_holds_unknown_up() {
    let world = World::with_seats(10).await;
    let lock =
        format!("BEGIN; SELECT FROM performances WHERE id = '{}' FOR UPDATE", world.performance());
    let other = world.database.hold(&lock).await;
    let (before, after) = (Booking::of(1), Booking::of(2));
    let jobs = vec![(0, before.rule()), (0, panicking()), (0, after.rule())];
    let (answers, ()) = tokio::join!(world.batch(jobs), async {
        world.waits_for_a_lock().await;
        drop(other);
    });
    let answered: Vec<_> = answers.iter().map(Result::is_ok).collect();
    assert_eq!(answered, [true, false, true]);
    world.book(Booking::of(3)).await;
}

#[tokio::test]
async fn an_invalid_row_fails_only_the_changes_that_need_it() {
    let world = World::with_seats(10).await;
    let broken = world.book(Booking::of(1).by("anna@example.org")).await;
    world.execute("UPDATE reservations SET email = 'anna at home'").await;

    let answers = world
        .batch(vec![
            (0, Booking::of(1).rule()),
            (0, confirm(broken.id)),
            (0, Booking::of(1).by("ANNA@example.org").rule()),
            (0, Booking::of(1).rule()),
        ])
        .await;
    assert!(answers[0].is_ok() && answers[3].is_ok(), "{answers:?}");
    for failed in &answers[1..3] {
        let Err(error @ HouseError::Store(StoreError::Unexpected(_))) = failed else {
            panic!("{failed:?}")
        };
        let message = chain(error);
        assert!(message.contains("reservations.email"), "{message}");
        assert!(!message.contains("anna"), "{message}");
    }
    assert_eq!(world.available().await, 7);
}

#[tokio::test]
async fn a_change_that_the_database_refuses_fails_alone() {
    let world = World::with_houses(&[10, 10]).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let unknown = StaffId::new(id());
    let answers = world
        .batch(vec![
            (0, Booking::of(1).rule()),
            (0, check_in(&party(booking.id, 1, unknown))),
            (1, Booking::of(1).rule()),
        ])
        .await;
    let failed = &answers[1];
    assert!(matches!(failed, Err(HouseError::Store(StoreError::Unexpected(_)))), "{failed:?}");
    assert!(answers[0].is_ok() && answers[2].is_ok(), "{answers:?}");
    assert_eq!(world.held(&booking.secret).await.admitted(), 0);
}

#[tokio::test]
async fn a_performance_that_does_not_exist_fails_alone() {
    let world = World::with_seats(10).await;
    let (there, nowhere) = (world.performance(), PerformanceId::new(id()));
    let (one, two) = (Booking::of(1), Booking::of(1));
    let (one, two) = tokio::join!(one.make(&world.store, nowhere), two.make(&world.store, there));
    assert!(matches!(one, Err(HouseError::NoSuchHouse)), "{one:?}");
    assert!(two.is_ok(), "{two:?}");
}
