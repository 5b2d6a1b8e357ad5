//! The booking state that a performance shows before anybody asks for seats.

use super::builders::{at, house, minutes, moment, now, start};
use crate::{BookingLabel, BookingState, Nearness, Policy};
use jiff::{SignedDuration, civil::date, tz::TimeZone};
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

#[rstest]
#[case::many(now(), 11, BookingLabel::Available)]
#[case::few(now(), 10, BookingLabel::FewLeft)]
#[case::none(now(), 0, BookingLabel::SoldOut)]
#[case::before_the_opening(at("2026-05-01T07:59:59Z"), 5, BookingLabel::NotYetOpen)]
#[case::after_the_closing(start() - minutes(30), 5, BookingLabel::Closed)]
#[case::before_the_start(start() - moment(), 5, BookingLabel::Closed)]
#[case::at_the_start(start(), 5, BookingLabel::Past)]
fn the_programme_says_how_many_seats_are_left_or_why_none_can_be_booked(
    #[case] when: jiff::Timestamp,
    #[case] available: u32,
    #[case] label: BookingLabel,
) {
    let house = house().performance(|one| one.closes_at = start() - minutes(30)).build();
    assert_eq!(house.performance().booking_label(available, when), label);
}

#[rstest]
#[case::hours_before(start() - minutes(30 + 180) - moment(), 5, false)]
#[case::three_hours_before(start() - minutes(30 + 180), 5, true)]
#[case::just_before(start() - minutes(30) - moment(), 5, true)]
#[case::without_seats(start() - minutes(31), 0, false)]
#[case::closed(start() - minutes(30), 5, false)]
fn booking_closes_soon_in_its_last_three_hours(
    #[case] when: jiff::Timestamp,
    #[case] available: u32,
    #[case] closes_soon: bool,
) {
    let house = house().performance(|one| one.closes_at = start() - minutes(30)).build();
    assert_eq!(house.performance().closes_soon(available, when), closes_soon);
}

#[test]
fn a_cancelled_performance_is_cancelled_even_when_it_is_past() {
    let house = house().cancelled().build();
    assert_eq!(house.performance().booking_label(5, start()), BookingLabel::Cancelled);
}

#[rstest]
#[case::before_the_start(start() - moment(), false)]
#[case::at_the_start(start(), true)]
fn a_performance_is_past_from_its_start(#[case] when: jiff::Timestamp, #[case] is_past: bool) {
    assert_eq!(house().build().performance().is_past(when), is_past);
}

#[rstest]
#[case::in_the_evening("18:00", "2026-05-20T00:00:00+02:00", Some(Nearness::Tonight))]
#[case::in_the_afternoon("17:59", "2026-05-20T00:00:00+02:00", Some(Nearness::Today))]
#[case::tomorrow("18:00", "2026-05-19T23:59:59+02:00", Some(Nearness::Tomorrow))]
#[case::later("18:00", "2026-05-18T23:59:59+02:00", None)]
#[case::started("18:00", "2026-05-20T18:00:00+02:00", None)]
fn nearness_follows_the_calendar_of_the_venue(
    #[case] hour: &str,
    #[case] when: &str,
    #[case] nearness: Option<Nearness>,
) {
    let zone = TimeZone::fixed(jiff::tz::offset(2));
    let starts_at = at(&format!("2026-05-20T{hour}:00+02:00"));
    let house = house().performance(|one| one.starts_at = starts_at).build();
    assert_eq!(house.performance().nearness(&zone, at(when)), nearness);
}

#[test]
fn a_performance_starts_on_the_day_of_its_venue() {
    let late = at("2026-11-28T23:30:00Z");
    let house = house().performance(|one| one.starts_at = late).build();
    let day = |hours| house.performance().starts_on(&TimeZone::fixed(jiff::tz::offset(hours)));
    assert_eq!((day(0), day(1)), (date(2026, 11, 28), date(2026, 11, 29)));
}

#[rstest]
#[case::usually(10, 10, 2)]
#[case::with_one_seat_left(1, 10, 1)]
#[case::with_none_left(0, 10, 1)]
#[case::where_parties_of_one_are_the_largest(10, 1, 1)]
fn the_form_starts_with_two_seats_or_as_many_as_can_be_booked(
    #[case] capacity: u32,
    #[case] largest: u16,
    #[case] seats: u16,
) {
    let house = house().capacity(capacity).policy(|one| one.max_seats_per_reservation = largest);
    assert_eq!(house.build().default_seats(now()), seats);
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
