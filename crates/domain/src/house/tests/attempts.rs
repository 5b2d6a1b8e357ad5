//! Repeated bookings, and keys that are used for a different booking.

use super::builders::{HouseBuilder, attempt, booking, house, make, now, party, remembered, start};
use crate::{BookRefusal, BookingRequest, Change};
use rstest::rstest;

/// A second request with the key of the first.
fn again(body: &str) -> BookingRequest {
    BookingRequest { attempt: Some(attempt("key", body)), ..booking(2, 2) }
}

#[test]
fn an_attempt_is_stored_with_its_answer() {
    let request = BookingRequest { attempt: Some(attempt("key", "two seats")), ..booking(1, 2) };
    let change = house().build().book(&request, now()).unwrap();
    let Change::Booked { attempt, .. } = change else { panic!("not booked: {change:?}") };
    assert_eq!(attempt, Some(remembered("key", "two seats")));
}

#[test]
fn a_repeated_attempt_finds_its_own_reservation() {
    let mut house = house().build();
    let request = BookingRequest { attempt: Some(attempt("key", "two seats")), ..booking(1, 2) };
    make(&mut house, |house| house.book(&request, now()));
    assert_eq!(
        house.book(&again("two seats"), now()),
        Ok(Change::AlreadyBooked(remembered("key", "two seats")))
    );
}

#[rstest]
#[case::sold_out(house().capacity(2).party(party(1)))]
#[case::cancelled(house().cancelled())]
#[case::unlisted(house().performance(|performance| performance.listed = false))]
#[case::reservation_cancelled(house().party(party(1).cancelled()))]
#[case::closed(house().performance(|performance| performance.closes_at = now()))]
#[case::smaller_limit_of_seats(house().policy(|policy| policy.max_seats_per_reservation = 1))]
#[case::smaller_limit_of_the_address(house().policy(|policy| policy.max_live_reservations_per_address = 0))]
fn a_repeated_attempt_gets_the_same_answer_after_any_change(#[case] house: HouseBuilder) {
    let house = house.build().with_attempt(remembered("key", "two seats"));
    assert_eq!(
        house.book(&again("two seats"), now()),
        Ok(Change::AlreadyBooked(remembered("key", "two seats")))
    );
}

#[test]
fn a_repeated_attempt_gets_the_same_answer_after_the_start() {
    let house = house().build().with_attempt(remembered("key", "two seats"));
    let answer = house.book(&again("two seats"), start());
    assert_eq!(answer, Ok(Change::AlreadyBooked(remembered("key", "two seats"))));
}

#[test]
fn a_repeated_booking_changes_nothing() {
    let before = house().party(party(1)).build().with_attempt(remembered("key", "two seats"));
    let mut after = before.clone();
    make(&mut after, |house| house.book(&again("two seats"), now()));
    assert_eq!(after, before);
}

#[test]
fn a_key_identifies_one_booking_only() {
    let house = house().build().with_attempt(remembered("key", "two seats"));
    assert_eq!(house.book(&again("three seats"), now()), Err(BookRefusal::DifferentAttempt));
}

#[rstest]
#[case::another_key(Some(attempt("other key", "two seats")))]
#[case::no_key(None)]
fn a_request_without_the_same_key_is_a_new_booking(
    #[case] attempt: Option<(crate::AttemptKey, crate::Fingerprint)>,
) {
    let house = house().build().with_attempt(remembered("key", "two seats"));
    let answer = house.book(&BookingRequest { attempt, ..booking(2, 2) }, now());
    assert!(matches!(answer, Ok(Change::Booked { .. })));
}

#[test]
fn a_refused_attempt_can_be_repeated() {
    let mut house = house().capacity(2).party(party(1)).build();
    assert_eq!(house.book(&again("two seats"), now()), Err(BookRefusal::SoldOut { available: 0 }));
    make(&mut house, |house| house.cancel(super::builders::party_id(1), now()));
    assert!(matches!(house.book(&again("two seats"), now()), Ok(Change::Booked { .. })));
}
