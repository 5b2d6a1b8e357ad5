//! When parties are let in, and the nights on which the clocks are changed.
//!
//! The window is a length of time and not two readings of the clock on the wall: all sums are
//! made with absolute instants.

use super::builders::{
    Party, booking, house, make, minutes, moment, note, now, party, scan, seats, start,
};
use crate::{Change, CheckInRefusal, CheckInRequest, House, Status};
use jiff::{Timestamp, Zoned};
use rstest::rstest;

/// What a clock in Rome shows. An offset that is not in force there at that time is an error.
fn in_rome(clock: &str) -> Timestamp {
    format!("{clock}[Europe/Rome]").parse::<Zoned>().unwrap().timestamp()
}

fn starting_at(start: Timestamp) -> House {
    house()
        .performance(|performance| performance.starts_at = start)
        .party(party(1).confirmed())
        .build()
}

#[rstest]
#[case::three_hours_before(start() - minutes(180), true)]
#[case::earlier(start() - minutes(180) - moment(), false)]
#[case::just_before_the_end(start() + minutes(360) - moment(), true)]
#[case::six_hours_after(start() + minutes(360), false)]
fn the_door_opens_three_hours_before_the_start_and_closes_six_after(
    #[case] when: Timestamp,
    #[case] open: bool,
) {
    let refusal = CheckInRefusal::OutsideDoorWindow {
        opens_at: start() - minutes(180),
        closes_at: start() + minutes(360),
    };
    let answer = starting_at(start()).check_in(&scan(1), when).map(|_| ());
    assert_eq!(answer, if open { Ok(()) } else { Err(refusal) });
}

#[test]
fn the_theatre_sets_how_long_the_door_is_open() {
    let house = house()
        .policy(|policy| {
            policy.door_opens_before = minutes(10);
            policy.door_closes_after = minutes(20);
        })
        .party(party(1).confirmed())
        .build();
    assert!(house.check_in(&scan(1), start() - minutes(10) - moment()).is_err());
    assert!(house.check_in(&scan(1), start() - minutes(10)).is_ok());
    assert!(house.check_in(&scan(1), start() + minutes(20)).is_err());
}

#[rstest]
#[case::days_before(now() - minutes(60 * 48))]
#[case::days_after(now() + minutes(60 * 48))]
fn staff_with_a_reason_let_a_party_in_at_any_time(#[case] when: Timestamp) {
    let request = CheckInRequest { override_reason: Some(note("Sound check")), ..scan(1) };
    let change = starting_at(start()).check_in(&request, when).unwrap();
    let Change::CheckedIn { check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(check_in.override_reason, Some(note("Sound check")), "and the reason is kept");
}

#[test]
fn a_reason_that_was_not_needed_is_not_kept() {
    let request = CheckInRequest { override_reason: Some(note("Sound check")), ..scan(1) };
    let change = starting_at(start()).check_in(&request, start()).unwrap();
    let Change::CheckedIn { check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(check_in.override_reason, None);
}

#[rstest]
#[case::not_confirmed(
    party(1),
    CheckInRefusal::NotConfirmed { seats: seats(2), available: 8, can_confirm: true }
)]
#[case::cancelled(party(1).cancelled(), CheckInRefusal::Cancelled)]
fn a_reason_overrides_the_clock_and_nothing_else(
    #[case] party: Party,
    #[case] refusal: CheckInRefusal,
) {
    let house = house().party(party).build();
    let request = CheckInRequest { override_reason: Some(note("Sound check")), ..scan(1) };
    assert_eq!(house.check_in(&request, now()), Err(refusal));
}

#[rstest]
#[case::six_hours_on_the_wall("2026-10-25T06:30:00+01:00", false)]
#[case::six_hours_in_truth("2026-10-25T05:30:00+01:00", false)]
#[case::a_second_less("2026-10-25T05:29:59+01:00", true)]
#[case::in_the_hour_that_comes_once("2026-10-25T02:45:00+02:00", true)]
#[case::in_the_hour_that_comes_again("2026-10-25T02:45:00+01:00", true)]
fn when_the_clocks_go_back_the_door_is_open_no_longer(#[case] clock: &str, #[case] open: bool) {
    let house = starting_at(in_rome("2026-10-25T00:30:00+02:00"));
    assert_eq!(house.check_in(&scan(1), in_rome(clock)).is_ok(), open);
}

#[rstest]
#[case::before_it_is_three_hours_on_the_wall("2026-03-29T00:59:59+01:00", true)]
#[case::three_hours_in_truth("2026-03-29T00:00:00+01:00", true)]
#[case::a_second_earlier("2026-03-28T23:59:59+01:00", false)]
fn when_the_clocks_go_forward_the_door_opens_no_later(#[case] clock: &str, #[case] open: bool) {
    let house = starting_at(in_rome("2026-03-29T04:00:00+02:00"));
    assert_eq!(house.check_in(&scan(1), in_rome(clock)).is_ok(), open);
}

#[test]
fn a_hold_lasts_half_an_hour_even_when_the_clock_shows_an_earlier_time() {
    let evening = in_rome("2026-10-25T20:30:00+01:00");
    let mut house =
        house().capacity(1).performance(|performance| performance.closes_at = evening).build();
    let booked_at = in_rome("2026-10-25T02:45:00+02:00");
    let change = make(&mut house, |house| house.book(&booking(1, 1), booked_at));
    let lapses_at = in_rome("2026-10-25T02:15:00+01:00");
    let status = change.reservation().unwrap().status;
    assert_eq!(status, Status::Pending { hold_until: lapses_at });
    assert_eq!(house.available(lapses_at - moment()), 0);
    assert_eq!(house.available(lapses_at), 1);
}
