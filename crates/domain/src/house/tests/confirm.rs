use super::builders::{Party, house, make, minutes, moment, now, party, party_id};
use crate::{Change, ConfirmRefusal, Reservation, Status};
use rstest::rstest;

fn confirmed(party: Party) -> Change {
    Change::Confirmed(Reservation {
        status: Status::Confirmed,
        confirmed_at: Some(now()),
        ..party.0
    })
}

#[test]
fn a_live_hold_can_always_be_confirmed() {
    let house = house().capacity(2).party(party(1)).build();
    assert_eq!(house.confirm(party_id(1), now()), Ok(confirmed(party(1))));
}

#[test]
fn a_live_hold_can_be_confirmed_after_a_capacity_reduction() {
    let house = house().capacity(1).party(party(1)).party(party(2).confirmed()).build();
    assert_eq!(house.overbooked_by(now()), 3);
    assert_eq!(house.confirm(party_id(1), now()), Ok(confirmed(party(1))));
}

#[test]
fn confirming_a_live_hold_takes_no_more_seats() {
    let mut house = house().party(party(1)).build();
    make(&mut house, |house| house.confirm(party_id(1), now()));
    assert_eq!(house.held(now()), 2);
    assert_eq!(house.held(now() + minutes(31)), 2, "the seats no longer lapse");
}

#[rstest]
#[case::at_this_instant(party(1).held_until(now()))]
#[case::a_while_ago(party(1).held_until(now() - minutes(90)))]
#[case::marked_as_expired(party(1).expired())]
fn a_lapsed_hold_can_be_confirmed_while_its_seats_are_free(#[case] lapsed: Party) {
    let expected = confirmed(lapsed.clone());
    let house = house().capacity(4).party(lapsed).party(party(2).confirmed()).build();
    assert_eq!(house.confirm(party_id(1), now()), Ok(expected));
}

#[rstest]
#[case::at_this_instant(party(1).held_until(now()))]
#[case::a_while_ago(party(1).held_until(now() - minutes(90)))]
#[case::marked_as_expired(party(1).expired())]
fn a_lapsed_hold_cannot_be_confirmed_when_its_seats_are_taken(#[case] lapsed: Party) {
    let house = house().capacity(3).party(lapsed).party(party(2).confirmed()).build();
    assert_eq!(house.confirm(party_id(1), now()), Err(ConfirmRefusal::SoldOut { available: 1 }));
}

#[test]
fn a_hold_can_be_confirmed_until_the_last_moment() {
    let house = house()
        .capacity(2)
        .party(party(1).held_until(now() + moment()))
        .party(party(2).confirmed())
        .build();
    assert!(house.confirm(party_id(1), now()).is_ok());
}

#[test]
fn the_first_of_two_lapsed_holds_to_confirm_gets_the_seats() {
    let mut house = house().capacity(2).party(party(1).expired()).party(party(2).expired()).build();
    make(&mut house, |house| house.confirm(party_id(2), now()));
    assert_eq!(house.confirm(party_id(1), now()), Err(ConfirmRefusal::SoldOut { available: 0 }));
}

#[test]
fn a_lapsed_hold_that_is_confirmed_holds_its_seats_again() {
    let mut house = house().party(party(1).expired()).build();
    make(&mut house, |house| house.confirm(party_id(1), now()));
    assert_eq!((house.held(now()), house.available(now())), (2, 8));
}

#[test]
fn confirming_again_changes_nothing() {
    let before = house().party(party(1).confirmed()).build();
    let mut after = before.clone();
    let change = make(&mut after, |house| house.confirm(party_id(1), now() + minutes(5)));
    assert_eq!(change, Change::Unchanged(party(1).confirmed().0));
    assert_eq!(after, before);
}

#[test]
fn a_cancelled_reservation_stays_cancelled() {
    let house = house().party(party(1).cancelled()).build();
    assert_eq!(house.confirm(party_id(1), now()), Err(ConfirmRefusal::Cancelled));
}

#[rstest]
#[case::with_a_live_hold(party(1))]
#[case::with_a_lapsed_hold(party(1).held_until(now()))]
#[case::expired(party(1).expired())]
fn nothing_can_be_confirmed_once_the_performance_is_cancelled(#[case] party: Party) {
    let house = house().cancelled().party(party).build();
    assert_eq!(house.confirm(party_id(1), now()), Err(ConfirmRefusal::PerformanceCancelled));
}

#[test]
fn a_reservation_of_another_house_is_unknown() {
    let house = house().party(party(1)).build();
    assert_eq!(house.confirm(party_id(2), now()), Err(ConfirmRefusal::Unknown));
}
