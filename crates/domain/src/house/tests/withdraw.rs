use super::builders::{
    Party, attempt, house, make, minutes, now, party, party_id, remembered, start,
};
use crate::{AttemptKey, Change, House, Status, WithdrawRefusal};
use rstest::rstest;

/// A house in which party 1 booked with this key.
fn booked_under(key: &str, party: Party) -> House {
    house().party(party).build().with_attempt(remembered(key, "two seats"))
}

fn key(text: &str) -> AttemptKey {
    attempt(text, "").0
}

#[rstest]
#[case::held(party(1))]
#[case::lapsed(party(1).held_until(now()))]
#[case::expired(party(1).expired())]
fn an_unconfirmed_booking_can_be_withdrawn_with_its_key(#[case] party: Party) {
    let mut house = booked_under("key", party);
    let change = make(&mut house, |house| house.withdraw(party_id(1), &key("key"), now()));
    assert!(matches!(change, Change::Cancelled(after) if after.status == Status::Cancelled));
    assert_eq!(house.held(now()), 0);
}

#[rstest]
#[case::soon(now() + minutes(5))]
#[case::after_the_start(start())]
fn withdrawing_again_changes_nothing(#[case] when: jiff::Timestamp) {
    let house = booked_under("key", party(1).cancelled());
    let again = house.withdraw(party_id(1), &key("key"), when);
    assert_eq!(again, Ok(Change::Unchanged(party(1).cancelled().0)));
}

#[rstest]
#[case::confirmed(party(1).confirmed())]
#[case::inside(party(1).confirmed().admitted(1))]
fn a_confirmed_reservation_cannot_be_withdrawn(#[case] party: Party) {
    let house = booked_under("key", party);
    let refused = house.withdraw(party_id(1), &key("key"), now());
    assert_eq!(refused, Err(WithdrawRefusal::AlreadyConfirmed));
}

#[test]
fn a_booking_cannot_be_withdrawn_after_the_start() {
    let house = booked_under("key", party(1));
    let refused = house.withdraw(party_id(1), &key("key"), start());
    assert_eq!(refused, Err(WithdrawRefusal::TooLate { started_at: start() }));
}

#[rstest]
#[case::another_key(booked_under("key", party(1)), 1, "other key")]
#[case::the_key_of_another_reservation(booked_under("key", party(1)).with_reservation(party(2).0), 2, "key")]
#[case::booked_without_one(house().party(party(1)).build(), 1, "key")]
#[case::gone(house().build().with_attempt(remembered("key", "two seats")), 1, "key")]
#[case::another_key_and_confirmed(booked_under("key", party(1).confirmed()), 1, "other key")]
fn a_reservation_is_unknown_without_its_own_key(
    #[case] house: House,
    #[case] party: u128,
    #[case] under: &str,
) {
    let refused = house.withdraw(party_id(party), &key(under), now());
    assert_eq!(refused, Err(WithdrawRefusal::Unknown));
}
