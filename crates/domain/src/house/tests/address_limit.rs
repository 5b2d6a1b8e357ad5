//! How many reservations an address can have for one performance.

use super::builders::{Party, booking, guest, house, make, minutes, now, origin, party, party_id};
use crate::{BookRefusal, BookingRequest, ConfirmRefusal};
use rstest::rstest;

const ANNA: &str = "anna@example.org";

fn booking_of(number: u32, address: &str) -> BookingRequest {
    BookingRequest { guest: guest(address), ..booking(number, 1) }
}

#[test]
fn an_address_can_have_three_reservations_but_not_four() {
    let mut house = house().build();
    for number in 1..=3 {
        make(&mut house, |house| house.book(&booking_of(number, ANNA), now()));
    }
    assert_eq!(
        house.book(&booking_of(4, ANNA), now()),
        Err(BookRefusal::TooManyReservations { max: 3 })
    );
}

#[rstest]
#[case("anna@example.org")]
#[case("ANNA@EXAMPLE.ORG")]
#[case(" Anna@Example.org ")]
fn another_spelling_of_an_address_is_the_same_address(#[case] spelling: &str) {
    let house = house()
        .party(party(1).of("Anna@example.org"))
        .party(party(2).of("anna@EXAMPLE.org"))
        .party(party(3).of("anna@example.org"))
        .build();
    assert_eq!(
        house.book(&booking_of(4, spelling), now()),
        Err(BookRefusal::TooManyReservations { max: 3 })
    );
}

#[test]
fn reservations_of_other_addresses_do_not_count() {
    let house = house()
        .party(party(1).of(ANNA))
        .party(party(2).of(ANNA))
        .party(party(3).of("anna@example.com"))
        .build();
    assert!(house.book(&booking_of(4, ANNA), now()).is_ok());
}

#[rstest]
#[case::lapsed(party(3).held_until(now()), true)]
#[case::expired(party(3).expired(), true)]
#[case::cancelled(party(3).cancelled(), true)]
#[case::held(party(3).held_until(now() + minutes(1)), false)]
#[case::held_by_a_stranger(party(3).from("203.0.113.9"), true)]
#[case::confirmed(party(3).confirmed(), false)]
fn only_live_reservations_count(#[case] third: Party, #[case] taken: bool) {
    let house =
        house().party(party(1).of(ANNA)).party(party(2).of(ANNA)).party(third.of(ANNA)).build();
    assert_eq!(house.book(&booking_of(4, ANNA), now()).is_ok(), taken);
}

#[test]
fn the_policy_sets_the_limit() {
    let house = house()
        .policy(|policy| policy.max_live_reservations_per_address = 1)
        .party(party(1).of(ANNA))
        .build();
    assert_eq!(
        house.book(&booking_of(2, ANNA), now()),
        Err(BookRefusal::TooManyReservations { max: 1 })
    );
}

#[rstest]
#[case::expired(party(4).expired())]
#[case::lapsed(party(4).held_until(now()))]
fn a_lapsed_hold_cannot_be_confirmed_beside_three_others(#[case] lapsed: Party) {
    let house = house()
        .party(party(1).of(ANNA).confirmed())
        .party(party(2).of(ANNA).confirmed())
        .party(party(3).of(ANNA).confirmed())
        .party(lapsed.of(ANNA))
        .build();
    assert_eq!(
        house.confirm(party_id(4), now()),
        Err(ConfirmRefusal::TooManyReservations { max: 3 })
    );
    assert!(house.confirm(party_id(3), now()).is_ok(), "confirming again changes nothing");
}

fn asked_from(address: &str, request: BookingRequest) -> BookingRequest {
    BookingRequest { origin: Some(origin(address)), ..request }
}

#[test]
fn bookings_by_others_do_not_use_up_the_limit_of_an_address() {
    let mut house = house().capacity(50).build();
    for number in 1..=3 {
        let request = asked_from("203.0.113.9", booking_of(number, ANNA));
        make(&mut house, |house| house.book(&request, now()));
    }
    let fourth = asked_from("203.0.113.9", booking_of(4, ANNA));
    assert_eq!(
        house.book(&fourth, now()),
        Err(BookRefusal::TooManyReservations { max: 3 }),
        "the three count for the same client"
    );
    for number in 5..=7 {
        let own = asked_from("198.51.100.7", booking_of(number, ANNA));
        make(&mut house, |house| house.book(&own, now()));
        make(&mut house, |house| house.confirm(party_id(number.into()), now()));
    }
}

#[test]
fn an_address_can_confirm_three_reservations_but_not_four() {
    let mut house = house().capacity(50).build();
    for number in 1..=4 {
        let from = format!("203.0.{number}.9");
        let request = asked_from(&from, booking_of(number, ANNA));
        make(&mut house, |house| house.book(&request, now()));
    }
    for number in 1..=3 {
        make(&mut house, |house| house.confirm(party_id(number), now()));
    }
    assert_eq!(
        house.confirm(party_id(4), now()),
        Err(ConfirmRefusal::TooManyReservations { max: 3 })
    );
    assert!(house.confirm_by_staff(party_id(4), now()).is_ok(), "staff have no limit");
}

#[test]
fn the_origin_is_deleted_once_a_reservation_is_confirmed_or_cancelled() {
    let mut house = house().build();
    for number in [1, 2] {
        let request = asked_from("203.0.113.9", booking_of(number, ANNA));
        make(&mut house, |house| house.book(&request, now()));
    }
    make(&mut house, |house| house.confirm(party_id(1), now()));
    make(&mut house, |house| house.cancel(party_id(2), now()));
    assert!(house.reservations().all(|party| party.origin.is_none()));
}
