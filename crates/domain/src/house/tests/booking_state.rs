//! The booking state that a performance shows before anybody asks for seats.

use super::builders::{at, house, minutes, moment, now, start};
use crate::{BookingState, Policy};
use jiff::SignedDuration;
use rstest::rstest;

#[rstest]
#[case::before_the_opening(at("2026-05-01T07:59:59.999999999Z"), 5, BookingState::NotYetOpen)]
#[case::at_the_opening(at("2026-05-01T08:00:00Z"), 5, BookingState::Open)]
#[case::with_one_seat_left(now(), 1, BookingState::Open)]
#[case::with_none_left(now(), 0, BookingState::SoldOut)]
#[case::before_the_closing(start() - moment(), 5, BookingState::Open)]
#[case::at_the_closing(start(), 5, BookingState::Closed)]
#[case::closed_and_full(start(), 0, BookingState::Closed)]
fn booking_opens_and_closes_by_the_clock(
    #[case] when: jiff::Timestamp,
    #[case] available: u32,
    #[case] state: BookingState,
) {
    let house = house().build();
    assert_eq!(house.performance().booking_state(available, when), state);
}

#[rstest]
#[case::before_the_opening(at("2026-04-01T08:00:00Z"))]
#[case::while_booking_is_open(now())]
#[case::after_the_closing(start())]
fn a_cancelled_performance_is_shown_as_cancelled_at_any_time(#[case] when: jiff::Timestamp) {
    let house = house().cancelled().build();
    assert_eq!(house.performance().booking_state(5, when), BookingState::Cancelled);
}

#[test]
fn links_expire_when_personal_data_is_erased() {
    let house = house().policy(|policy| policy.retention = minutes(90)).build();
    assert_eq!(house.performance().links_expire_at(house.policy()), start() + minutes(90));
}

#[test]
fn the_default_policy_is_the_documented_one() {
    assert_eq!(
        Policy::default(),
        Policy {
            hold: minutes(30),
            max_seats_per_reservation: 10,
            max_live_reservations_per_address: 3,
            door_opens_before: SignedDuration::from_hours(3),
            door_closes_after: SignedDuration::from_hours(6),
            retention: SignedDuration::from_hours(720),
        }
    );
}
