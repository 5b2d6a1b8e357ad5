use super::builders::{
    Party, house, make, minutes, moment, now, party, party_id, seats, start, undoing,
};
use crate::{Change, ChangeSeatsRefusal};
use rstest::rstest;

/// What becomes of a party of four.
fn changed(party: Party, count: i64) -> Change {
    Change::SeatsChanged { reservation: party.seats(count).0, before: seats(4) }
}

#[rstest]
#[case::fewer(1)]
#[case::more(10)]
fn a_party_may_change_its_mind(
    #[case] count: i64,
    #[values(party(1).seats(4), party(1).seats(4).confirmed())] before: Party,
) {
    let after = changed(before.clone(), count);
    let house = house().party(before).build();
    assert_eq!(house.change_seats(party_id(1), seats(count), now()), Ok(after));
}

#[test]
fn the_same_number_changes_nothing() {
    let house = house().capacity(1).party(party(1)).build();
    let answer = house.change_seats(party_id(1), seats(2), now());
    assert_eq!(answer, Ok(Change::Unchanged(party(1).0)));
}

#[test]
fn seats_given_back_are_free_at_once() {
    let mut house = house().party(party(1).seats(4)).build();
    make(&mut house, |house| house.change_seats(party_id(1), seats(1), now()));
    assert_eq!(house.available(now()), 9);
}

#[test]
fn growing_does_not_make_a_hold_last_longer() {
    let mut house = house().party(party(1)).build();
    make(&mut house, |house| house.change_seats(party_id(1), seats(3), now() + minutes(20)));
    assert_eq!(house.held(now() + minutes(30)), 0);
}

#[test]
fn a_party_grows_by_what_is_left_and_by_no_more() {
    let house = house().party(party(1).seats(4)).party(party(2).seats(3)).build();
    assert!(house.change_seats(party_id(1), seats(7), now()).is_ok());
    assert_eq!(
        house.change_seats(party_id(1), seats(8), now()),
        Err(ChangeSeatsRefusal::SoldOut { available: 3 })
    );
}

#[test]
fn in_an_overbooked_house_a_party_may_shrink_but_not_grow() {
    let house = house().capacity(3).party(party(1).seats(4).confirmed()).party(party(2)).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(3), now()),
        Ok(changed(party(1).confirmed(), 3)),
        "even though it stays overbooked"
    );
    assert_eq!(
        house.change_seats(party_id(1), seats(5), now()),
        Err(ChangeSeatsRefusal::SoldOut { available: 0 })
    );
}

#[test]
fn a_party_does_not_grow_over_the_largest_size() {
    let house = house().capacity(100).party(party(1)).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(11), now()),
        Err(ChangeSeatsRefusal::PartyTooLarge { max: 10 })
    );
}

#[test]
fn a_party_larger_than_visitors_may_book_can_still_shrink() {
    let house = house().capacity(100).party(party(1).seats(30).confirmed()).build();
    assert!(house.change_seats(party_id(1), seats(20), now()).is_ok());
}

#[test]
fn nobody_who_is_inside_loses_a_seat() {
    let house = house().party(party(1).seats(4).confirmed().admitted(2)).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(1), now()),
        Err(ChangeSeatsRefusal::FewerThanAdmitted { admitted: 2 })
    );
    assert!(house.change_seats(party_id(1), seats(2), now()).is_ok());
}

#[test]
fn who_was_let_in_by_mistake_is_not_inside() {
    let mut house = house().party(party(1).seats(4).confirmed().admitted(4)).build();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    assert!(house.change_seats(party_id(1), seats(1), now()).is_ok());
}

#[rstest]
#[case::lapsed_at_this_very_instant(party(1).held_until(now()))]
#[case::lapsed_and_marked_so(party(1).expired())]
fn a_lapsed_hold_has_no_seats_to_change(#[case] lapsed: Party, #[values(1, 2, 3)] count: i64) {
    let house = house().party(lapsed).build();
    let answer = house.change_seats(party_id(1), seats(count), now());
    assert_eq!(answer, Err(ChangeSeatsRefusal::HoldLapsed));
}

#[test]
fn a_cancelled_reservation_has_no_seats_to_change() {
    let house = house().party(party(1).cancelled()).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(1), now()),
        Err(ChangeSeatsRefusal::Cancelled)
    );
}

#[test]
fn a_party_grows_until_the_start_and_shrinks_even_after_it() {
    let house = house().party(party(1).seats(4).confirmed()).build();
    let started_at = start();
    assert!(house.change_seats(party_id(1), seats(5), started_at - moment()).is_ok());
    assert_eq!(
        house.change_seats(party_id(1), seats(5), started_at),
        Err(ChangeSeatsRefusal::TooLate { started_at })
    );
    assert!(house.change_seats(party_id(1), seats(3), started_at).is_ok());
}

#[test]
fn no_party_grows_once_the_performance_is_cancelled() {
    let house = house().cancelled().party(party(1).seats(4).confirmed()).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(5), now()),
        Err(ChangeSeatsRefusal::PerformanceCancelled)
    );
    assert!(house.change_seats(party_id(1), seats(3), now()).is_ok());
}

#[test]
fn a_reservation_of_another_house_is_unknown() {
    let house = house().party(party(1)).build();
    assert_eq!(house.change_seats(party_id(2), seats(1), now()), Err(ChangeSeatsRefusal::Unknown));
}
