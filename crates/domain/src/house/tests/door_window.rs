//! The door window, also on the nights when the clocks change.
//!
//! The window is a duration between absolute instants, not a difference between two wall-clock
//! times.

use super::builders::{
    Party, booking, guest_name, house, make, minutes, moment, multiline_text, now, party, party_id,
    scan, seats, start,
};
use crate::{Change, CheckInRefusal, CheckInRequest, House, Status};
use jiff::{Timestamp, Zoned};
use rstest::rstest;

/// Parses a time as a clock in Rome shows it. Panics if the offset does not apply there at that
/// time.
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
fn the_door_opens_three_hours_before_the_start_and_closes_six_hours_after_it(
    #[case] when: Timestamp,
    #[case] open: bool,
) {
    let refusal = CheckInRefusal::OutsideDoorWindow {
        opens_at: start() - minutes(180),
        closes_at: start() + minutes(360),
        can_override: false,
    };
    let answer = starting_at(start()).check_in(&scan(1), when).map(|_| ());
    assert_eq!(answer, if open { Ok(()) } else { Err(refusal) });
}

#[test]
fn the_policy_sets_the_door_window() {
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
fn staff_with_a_reason_can_admit_a_party_at_any_time(#[case] when: Timestamp) {
    let request =
        CheckInRequest { override_reason: Some(multiline_text("Sound check")), ..scan(1) };
    let change = starting_at(start()).check_in(&request, when).unwrap();
    let Change::CheckedIn { check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(
        check_in.override_reason,
        Some(multiline_text("Sound check")),
        "the reason is stored"
    );
}

#[test]
fn an_unnecessary_reason_is_not_stored() {
    let request =
        CheckInRequest { override_reason: Some(multiline_text("Sound check")), ..scan(1) };
    let change = starting_at(start()).check_in(&request, start()).unwrap();
    let Change::CheckedIn { check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(check_in.override_reason, None);
}

#[rstest]
#[case::not_confirmed(
    party(1),
    CheckInRefusal::NotConfirmed { name: guest_name(), reservation: party_id(1), seats: seats(2), available: 8, can_confirm: true }
)]
#[case::cancelled(party(1).cancelled(), CheckInRefusal::Cancelled { name: guest_name() })]
fn a_reason_overrides_the_door_window_only(#[case] party: Party, #[case] refusal: CheckInRefusal) {
    let house = house().party(party).build();
    let request =
        CheckInRequest { override_reason: Some(multiline_text("Sound check")), ..scan(1) };
    assert_eq!(house.check_in(&request, now()), Err(refusal));
}

#[rstest]
#[case::six_hours_on_the_clock("2026-10-25T06:30:00+01:00", false)]
#[case::six_real_hours("2026-10-25T05:30:00+01:00", false)]
#[case::a_second_less("2026-10-25T05:29:59+01:00", true)]
#[case::in_the_first_of_the_repeated_hours("2026-10-25T02:45:00+02:00", true)]
#[case::in_the_second_of_the_repeated_hours("2026-10-25T02:45:00+01:00", true)]
fn the_door_window_is_not_longer_when_the_clocks_go_back(#[case] clock: &str, #[case] open: bool) {
    let house = starting_at(in_rome("2026-10-25T00:30:00+02:00"));
    assert_eq!(house.check_in(&scan(1), in_rome(clock)).is_ok(), open);
}

#[rstest]
#[case::less_than_three_hours_before_on_the_clock("2026-03-29T00:59:59+01:00", true)]
#[case::three_real_hours("2026-03-29T00:00:00+01:00", true)]
#[case::a_second_earlier("2026-03-28T23:59:59+01:00", false)]
fn the_door_does_not_open_later_when_the_clocks_go_forward(
    #[case] clock: &str,
    #[case] open: bool,
) {
    let house = starting_at(in_rome("2026-03-29T04:00:00+02:00"));
    assert_eq!(house.check_in(&scan(1), in_rome(clock)).is_ok(), open);
}

#[test]
fn a_hold_lasts_half_an_hour_when_the_clocks_go_back() {
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
