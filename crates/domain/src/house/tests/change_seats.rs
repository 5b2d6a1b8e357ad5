use super::builders::{
    Party, house, make, minutes, moment, now, party, party_id, seats, start, undoing,
};
use crate::{Change, ChangeSeatsRefusal};
use rstest::rstest;

/// The change of a party of four to another size.
fn changed(party: Party, count: i64) -> Change {
    Change::SeatsChanged { reservation: party.seats(count).0, before: seats(4) }
}

#[rstest]
#[case::fewer(1)]
#[case::more(10)]
fn a_party_can_change_its_size(
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
fn released_seats_are_free_at_once() {
    let mut house = house().party(party(1).seats(4)).build();
    make(&mut house, |house| house.change_seats(party_id(1), seats(1), now()));
    assert_eq!(house.available(now()), 9);
}

#[test]
fn growing_does_not_extend_a_hold() {
    let mut house = house().party(party(1)).build();
    make(&mut house, |house| house.change_seats(party_id(1), seats(3), now() + minutes(20)));
    assert_eq!(house.held(now() + minutes(30)), 0);
}

#[test]
fn a_party_can_grow_by_the_seats_left_but_not_more() {
    let house = house().party(party(1).seats(4)).party(party(2).seats(3)).build();
    assert!(house.change_seats(party_id(1), seats(7), now()).is_ok());
    assert_eq!(
        house.change_seats(party_id(1), seats(8), now()),
        Err(ChangeSeatsRefusal::SoldOut { available: 3 })
    );
}

#[test]
fn a_party_in_an_overbooked_house_can_shrink_but_not_grow() {
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
fn a_party_cannot_grow_above_the_maximum_size() {
    let house = house().capacity(100).party(party(1)).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(11), now()),
        Err(ChangeSeatsRefusal::PartyTooLarge { max: 10 })
    );
}

#[test]
fn a_party_above_the_maximum_size_can_shrink() {
    let house = house().capacity(100).party(party(1).seats(30).confirmed()).build();
    assert!(house.change_seats(party_id(1), seats(20), now()).is_ok());
}

#[test]
fn admitted_people_keep_their_seats() {
    let house = house().party(party(1).seats(4).confirmed().admitted(2)).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(1), now()),
        Err(ChangeSeatsRefusal::FewerThanAdmitted { admitted: 2 })
    );
    assert!(house.change_seats(party_id(1), seats(2), now()).is_ok());
}

#[test]
fn people_of_an_undone_check_in_do_not_count_as_admitted() {
    let mut house = house().party(party(1).seats(4).confirmed().admitted(4)).build();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    assert!(house.change_seats(party_id(1), seats(1), now()).is_ok());
}

#[rstest]
#[case::lapsed_at_this_instant(party(1).held_until(now()))]
#[case::marked_as_expired(party(1).expired())]
fn the_seats_of_a_lapsed_hold_cannot_be_changed(
    #[case] lapsed: Party,
    #[values(1, 2, 3)] count: i64,
) {
    let house = house().party(lapsed).build();
    let answer = house.change_seats(party_id(1), seats(count), now());
    assert_eq!(answer, Err(ChangeSeatsRefusal::HoldLapsed));
}

#[test]
fn the_seats_of_a_cancelled_reservation_cannot_be_changed() {
    let house = house().party(party(1).cancelled()).build();
    assert_eq!(
        house.change_seats(party_id(1), seats(1), now()),
        Err(ChangeSeatsRefusal::Cancelled)
    );
}

#[test]
fn a_party_can_grow_until_the_start_and_shrink_after_it() {
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
fn no_party_can_grow_once_the_performance_is_cancelled() {
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
