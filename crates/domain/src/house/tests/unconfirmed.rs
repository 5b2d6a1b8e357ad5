//! Limits on unconfirmed seats.

use super::builders::{booking, house, make, minutes, moment, now, party, start};
use crate::{
    BookRefusal, BookingRequest, Change, House, Status, UnconfirmedBy, UnconfirmedLimits,
    UnconfirmedSeats,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

const DAY: i64 = 24 * 60;

fn request_of(number: u32, seats: i64) -> BookingRequest {
    BookingRequest { limits: Some(UnconfirmedLimits::default()), ..booking(number, seats) }
}

/// How many minutes a booking holds its seats.
fn hold(house: &House, request: &BookingRequest, now: Timestamp) -> Result<i64, UnconfirmedBy> {
    match house.book(request, now) {
        Ok(Change::Booked { reservation, .. }) => match reservation.status {
            Status::Pending { hold_until } => Ok(hold_until.duration_since(now).as_mins()),
            other => panic!("booked, but {other:?}"),
        },
        Err(BookRefusal::TooManyUnconfirmed { by, .. }) => Err(by),
        other => panic!("neither booked nor too many: {other:?}"),
    }
}

/// A house of a thousand seats, with so many unconfirmed seats of the next visitor's client and
/// network.
fn house_for(of_client: u32, of_network: u32) -> House {
    let mut house = house().capacity(1_000).build();
    house.set_unconfirmed_of_origin(UnconfirmedSeats { of_client, of_network });
    house
}

#[rstest]
#[case::a_newcomer(0, 0, Ok(30))]
#[case::half_of_the_client(46, 46, Ok(30))]
#[case::more_than_half(47, 47, Ok(15))]
#[case::more_than_three_quarters(72, 72, Ok(10))]
#[case::the_last_of_the_client(96, 96, Ok(10))]
#[case::one_too_many_of_the_client(97, 97, Err(UnconfirmedBy::Client))]
#[case::many_in_the_network(0, 100, Ok(15))]
#[case::the_last_of_the_network(4, 196, Ok(10))]
#[case::one_too_many_of_the_network(4, 197, Err(UnconfirmedBy::Network))]
fn holds_get_shorter_with_more_unconfirmed_seats_of_an_origin(
    #[case] of_client: u32,
    #[case] of_network: u32,
    #[case] expected: Result<i64, UnconfirmedBy>,
) {
    assert_eq!(hold(&house_for(of_client, of_network), &request_of(1, 4), now()), expected);
}

#[rstest]
#[case::two_weeks_before(14 * DAY, 500)]
#[case::a_week_before(7 * DAY, 500)]
#[case::half_a_week_before(7 * DAY / 2, 700)]
#[case::at_the_end(0, 900)]
fn the_allowed_share_of_a_house_grows_towards_the_start(#[case] before: i64, #[case] most: u32) {
    let house = house().capacity(1_000).build();
    let at = start() - minutes(before);
    assert_eq!(house.max_unconfirmed(&UnconfirmedLimits::default(), at), most);
}

#[test]
fn the_share_is_taken_of_the_seats_that_are_not_confirmed() {
    let house = house().capacity(1_000).party(party(1).seats(600).confirmed()).build();
    let limits = UnconfirmedLimits::default();
    assert_eq!(house.max_unconfirmed(&limits, start() - minutes(7 * DAY)), 200);
}

#[test]
fn the_last_seats_of_a_house_can_always_be_booked() {
    let house = house().capacity(610).party(party(1).seats(600).confirmed()).build();
    assert_eq!(hold(&house, &request_of(2, 10), start() - minutes(7 * DAY)), Ok(30));
}

#[test]
fn a_house_full_of_unconfirmed_seats_takes_no_bookings_until_some_are_confirmed() {
    let early = start() - minutes(7 * DAY);
    let house = house().capacity(1_000).build();
    let nearly_full = house.clone().with_seats_held_elsewhere(496).with_unconfirmed_elsewhere(496);
    assert_eq!(hold(&nearly_full, &request_of(1, 4), early), Ok(10));
    assert_eq!(hold(&nearly_full, &request_of(1, 5), early), Err(UnconfirmedBy::House));
    let confirmed = house.with_seats_held_elsewhere(496).with_unconfirmed_elsewhere(96);
    assert_eq!(hold(&confirmed, &request_of(1, 5), early), Ok(30));
}

#[test]
fn a_refusal_says_when_to_try_again() {
    assert_eq!(
        house_for(100, 100).book(&request_of(1, 1), now()),
        Err(BookRefusal::TooManyUnconfirmed {
            by: UnconfirmedBy::Client,
            retry_after: minutes(10),
        })
    );
}

#[test]
fn the_minimum_hold_respects_the_policy_and_the_closing_time() {
    let mut house = house().capacity(1_000).policy(|policy| policy.hold = minutes(6)).build();
    house.set_unconfirmed_of_origin(UnconfirmedSeats { of_client: 70, of_network: 70 });
    assert_eq!(hold(&house, &request_of(1, 4), now()), Ok(6));
    assert_eq!(hold(&house, &request_of(1, 4), start() - minutes(2)), Ok(2));
}

#[test]
fn lapsed_confirmed_and_cancelled_parties_are_not_unconfirmed() {
    let house = house()
        .party(party(1).seats(2))
        .party(party(2).seats(3).held_until(now()))
        .party(party(3).confirmed())
        .party(party(4).cancelled())
        .build()
        .with_unconfirmed_elsewhere(4);
    assert_eq!(house.unconfirmed(now()), 6);
    assert_eq!(house.unconfirmed(now() + minutes(30) - moment()), 6);
    assert_eq!(house.unconfirmed(now() + minutes(30)), 4);
}

#[test]
fn thirty_families_can_book_from_the_same_wireless_network() {
    let mut house = house().capacity(200).build();
    let mut of_foyer = UnconfirmedSeats::default();
    for family in 1..=30 {
        house.set_unconfirmed_of_origin(of_foyer);
        // Four seats each. Every third family has confirmed before the next one books.
        make(&mut house, |house| house.book(&request_of(family, 4), now()));
        if family % 3 == 0 {
            let id = house.reservations().last().unwrap().id;
            make(&mut house, |house| house.confirm(id, now()));
        }
        let pending = house.unconfirmed(now());
        of_foyer = UnconfirmedSeats { of_client: pending, of_network: pending };
    }
}

proptest! {
    #[test]
    fn no_sequence_of_bookings_passes_a_limit(
        parties in proptest::collection::vec((1..=10_i64, any::<bool>()), 1..200),
        days in 0..20_i64,
        capacity in 1..600_u32,
    ) {
        let now = start() - SignedDuration::from_hours(24 * days) - minutes(1);
        let limits = UnconfirmedLimits::default();
        let mut house = house().capacity(capacity).performance(|p| p.opens_at = now).build();
        let mut origins = [UnconfirmedSeats::default(); 2];
        for (number, (seats, second)) in (1..).zip(parties) {
            let of = &mut origins[usize::from(second)];
            house.set_unconfirmed_of_origin(*of);
            let before = house.max_unconfirmed(&limits, now);
            if let Ok(change) = house.book(&request_of(number, seats), now) {
                house.apply(&change);
                of.of_client += u32::try_from(seats).unwrap();
                of.of_network = of.of_client;
                prop_assert!(of.of_client <= limits.per_client);
                prop_assert!(house.unconfirmed(now) <= before);
            }
        }
    }

    #[test]
    fn more_unconfirmed_seats_never_lengthen_a_hold(held in 0..150_u32, more in 0..150_u32) {
        let minutes = |held| hold(&house_for(held, held), &request_of(1, 2), now()).unwrap_or(0);
        prop_assert!(minutes(held + more) <= minutes(held));
    }

    #[test]
    fn the_share_never_shrinks_towards_the_start(early in 0..30_000_i64, later in 0..30_000_i64) {
        let house = house().capacity(1_000).build();
        let most = |before| {
            house.max_unconfirmed(&UnconfirmedLimits::default(), start() - minutes(before))
        };
        prop_assert!(most(early.max(later)) <= most(early.min(later)));
    }
}
