use super::builders::{booking, house, make, minutes, now, party, party_id};
use crate::{BookRefusal, Change, ConfirmRefusal};

#[test]
fn nobody_can_book_or_confirm_after_a_cancellation() {
    let mut house = house().party(party(1)).build();
    house.apply(&house.cancel_performance(now()));
    assert_eq!(house.performance().cancelled_at, Some(now()));
    assert_eq!(house.book(&booking(2, 1), now()), Err(BookRefusal::PerformanceCancelled));
    let confirmed = house.confirm(party_id(1), now());
    assert_eq!(confirmed, Err(ConfirmRefusal::PerformanceCancelled));
}

#[test]
fn the_reservations_stay_as_they_are() {
    let house = house().party(party(1).confirmed()).party(party(2)).build();
    let mut cancelled = house.clone();
    cancelled.apply(&cancelled.cancel_performance(now()));
    assert!(cancelled.reservations().eq(house.reservations()));
    make(&mut cancelled, |house| house.cancel(party_id(1), now()));
}

#[test]
fn cancelling_again_changes_nothing() {
    let mut house = house().build();
    house.apply(&house.cancel_performance(now()));
    let once = *house.performance();
    assert_eq!(house.cancel_performance(now() + minutes(5)), Change::PerformanceUnchanged(once));
}
