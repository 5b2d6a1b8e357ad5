use super::builders::{Party, house, make, minutes, moment, now, party, party_id, start, undoing};
use crate::{CancelRefusal, Change, Reservation, Status};
use rstest::rstest;

#[rstest]
#[case::held(party(1))]
#[case::lapsed(party(1).held_until(now()))]
#[case::expired(party(1).expired())]
#[case::confirmed(party(1).confirmed())]
fn a_reservation_can_be_cancelled(#[case] party: Party) {
    let before = party.0.clone();
    let house = house().party(party).build();
    assert_eq!(
        house.cancel(party_id(1), now()),
        Ok(Change::Cancelled(Reservation {
            status: Status::Cancelled,
            cancelled_at: Some(now()),
            ..before
        }))
    );
}

#[test]
fn seats_of_a_cancelled_reservation_are_free_at_once() {
    let mut house = house().party(party(1).confirmed()).party(party(2)).build();
    make(&mut house, |house| house.cancel(party_id(1), now()));
    assert_eq!((house.held(now()), house.available(now())), (2, 8));
}

#[test]
fn cancelling_again_changes_nothing_and_frees_no_more_seats() {
    let before = house().party(party(1).cancelled()).party(party(2)).build();
    let mut after = before.clone();
    let change = make(&mut after, |house| house.cancel(party_id(1), now() + minutes(5)));
    assert_eq!(change, Change::Unchanged(party(1).cancelled().0));
    assert_eq!(after, before);
}

#[test]
fn cancelling_again_after_the_start_is_no_error() {
    let house = house().party(party(1).cancelled()).build();
    assert_eq!(house.cancel(party_id(1), start()), Ok(Change::Unchanged(party(1).cancelled().0)));
}

#[test]
fn the_exact_instant_of_the_start_is_too_late() {
    let house = house().party(party(1).confirmed()).build();
    let started_at = start();
    assert!(house.cancel(party_id(1), started_at - moment()).is_ok());
    assert_eq!(house.cancel(party_id(1), started_at), Err(CancelRefusal::TooLate { started_at }));
}

#[test]
fn a_reservation_can_be_cancelled_after_booking_has_closed() {
    let house = house()
        .performance(|performance| performance.closes_at = now() - minutes(60))
        .party(party(1).confirmed())
        .build();
    assert!(house.cancel(party_id(1), now()).is_ok());
}

#[test]
fn a_reservation_can_be_cancelled_when_the_performance_is_cancelled() {
    let house = house().cancelled().party(party(1).confirmed()).build();
    assert!(house.cancel(party_id(1), now()).is_ok());
}

#[rstest]
#[case::before_the_start(now())]
#[case::after_the_start(start())]
fn an_admitted_party_cannot_cancel(#[case] when: jiff::Timestamp) {
    let house = house().party(party(1).seats(3).confirmed().admitted(1)).build();
    assert_eq!(
        house.cancel(party_id(1), when),
        Err(CancelRefusal::AlreadyAdmitted { admitted: 1 })
    );
}

#[test]
fn a_party_can_cancel_after_its_check_in_was_undone() {
    let mut house = house().party(party(1).confirmed().admitted(2)).build();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    assert!(house.cancel(party_id(1), now()).is_ok());
}

#[test]
fn a_reservation_of_another_house_is_unknown() {
    let house = house().party(party(1)).build();
    assert_eq!(house.cancel(party_id(2), now()), Err(CancelRefusal::Unknown));
}
