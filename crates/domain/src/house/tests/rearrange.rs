//! Changes of the booking times and of the seats.

use super::builders::{house, make, minutes, moment, now, party, party_id, start};
use crate::{Arrangement, Change, RearrangeRefusal, Status, WrongTimes};
use rstest::rstest;

const VALID: WrongTimes = WrongTimes {
    doors_after_start: false,
    closing_after_start: false,
    closing_before_opening: false,
};

#[rstest]
#[case::doors_at_the_start(|one: &mut Arrangement| one.doors_at = start(), VALID)]
#[case::doors_after_it(|one: &mut Arrangement| one.doors_at = start() + moment(),
    WrongTimes { doors_after_start: true, ..VALID })]
#[case::closing_before_the_start(|one: &mut Arrangement| one.closes_at = start() - minutes(60), VALID)]
#[case::closing_after_it(|one: &mut Arrangement| one.closes_at = start() + moment(),
    WrongTimes { closing_after_start: true, ..VALID })]
#[case::opening_at_the_closing(|one: &mut Arrangement| one.opens_at = one.closes_at,
    WrongTimes { closing_before_opening: true, ..VALID })]
#[case::all_wrong(
    |one: &mut Arrangement| {
        one.doors_at = start() + minutes(1);
        one.closes_at = start() + minutes(1);
        one.opens_at = start() + minutes(2);
    },
    WrongTimes { doors_after_start: true, closing_after_start: true, closing_before_opening: true }
)]
fn all_contradicting_times_are_refused_together(
    #[case] set: fn(&mut Arrangement),
    #[case] wrong: WrongTimes,
) {
    let house = house().build();
    let mut arrangement = house.performance().arrangement();
    set(&mut arrangement);
    let refusal = house.rearrange(arrangement).err();
    assert_eq!(refusal, (wrong != VALID).then_some(RearrangeRefusal::WrongTimes(wrong)));
}

#[test]
fn the_same_arrangement_is_no_change() {
    let house = house().build();
    let performance = *house.performance();
    let change = house.rearrange(performance.arrangement());
    assert_eq!(change, Ok(Change::PerformanceUnchanged(performance)));
}

#[test]
fn a_cancelled_performance_cannot_be_rearranged() {
    let house = house().cancelled().build();
    let change = house.rearrange(house.performance().arrangement());
    assert_eq!(change, Err(RearrangeRefusal::PerformanceCancelled));
}

#[test]
fn a_hold_ends_with_booking_and_can_be_confirmed_while_there_are_seats() {
    let mut house =
        house().party(party(1).held_until(now() + minutes(30))).party(party(2).confirmed()).build();
    let closes_at = now() + minutes(10);
    let arrangement = Arrangement { closes_at, ..house.performance().arrangement() };
    make(&mut house, |house| house.rearrange(arrangement));

    let status = house.reservation(party_id(1)).unwrap().status;
    assert_eq!(status, Status::Pending { hold_until: closes_at });
    assert!(!house.reservation(party_id(1)).unwrap().is_live(closes_at));
    assert!(house.reservation(party_id(2)).unwrap().is_live(closes_at));
    assert!(house.confirm(party_id(1), closes_at).is_ok());
}

#[test]
fn a_hold_that_ends_before_booking_keeps_its_time() {
    let mut house = house().party(party(1).held_until(now() + minutes(5))).build();
    let closes_at = now() + minutes(10);
    let arrangement = Arrangement { closes_at, ..house.performance().arrangement() };
    make(&mut house, |house| house.rearrange(arrangement));
    let status = house.reservation(party_id(1)).unwrap().status;
    assert_eq!(status, Status::Pending { hold_until: now() + minutes(5) });
}
