//! Seat counts: how many are held and left, also after a change of the capacity.

use super::builders::{booking, house, make, minutes, moment, now, party, party_id, resize, seats};
use crate::{BookRefusal, Change, Seating, Status};
use rstest::rstest;

#[rstest]
#[case::empty(100, 0, 0, 100)]
#[case::some_blocked(100, 10, 0, 90)]
#[case::some_added(100, 0, 5, 105)]
#[case::blocked_and_added(100, 10, 5, 95)]
#[case::all_blocked(100, 100, 0, 0)]
#[case::more_blocked_than_seats(100, 106, 5, 0)]
#[case::added_seats_make_up_for_blocked_ones(100, 104, 5, 1)]
#[case::no_seats_at_all(0, 0, 0, 0)]
#[case::the_largest_numbers(u32::MAX, 1, u32::MAX, u32::MAX - 1)]
fn bookable_seats_are_the_capacity_without_blocked_seats(
    #[case] capacity: u32,
    #[case] occupied: u32,
    #[case] extra: u32,
    #[case] bookable: u32,
) {
    assert_eq!(Seating { capacity, occupied, extra }.bookable(), bookable);
}

#[test]
fn an_empty_house_has_all_its_seats_available() {
    let house = house().capacity(80).build();
    assert_eq!((house.held(now()), house.available(now())), (0, 80));
}

#[test]
fn a_hold_and_a_confirmed_party_hold_their_seats() {
    let house = house().party(party(1).seats(3)).party(party(2).seats(4).confirmed()).build();
    assert_eq!((house.held(now()), house.available(now())), (7, 3));
}

#[test]
fn a_hold_is_expired_at_the_exact_instant_at_which_it_lapses() {
    let hold_until = now() + minutes(30);
    let pending = Status::Pending { hold_until };
    assert_eq!(pending.at(hold_until - moment()), pending);
    assert_eq!(pending.at(hold_until), Status::Expired);
    for lasting in [Status::Expired, Status::Confirmed, Status::Cancelled] {
        assert_eq!(lasting.at(hold_until), lasting);
    }
}

#[test]
fn expired_and_cancelled_parties_hold_nothing() {
    let house = house().party(party(1).expired()).party(party(2).cancelled()).build();
    assert_eq!((house.held(now()), house.available(now())), (0, 10));
}

#[test]
fn a_confirmed_party_never_loses_its_seats() {
    let house = house().party(party(1).confirmed()).build();
    assert_eq!(house.held(now() + minutes(60 * 24 * 365)), 2);
}

#[test]
fn a_lapsed_hold_no_longer_counts() {
    let until = now() + minutes(30);
    let house = house().party(party(1).held_until(until)).build();
    assert_eq!(house.held(until - moment()), 2);
    assert_eq!(house.held(until), 0, "it lapses at this exact instant");
    assert_eq!(house.available(until), 10);
}

#[test]
fn seats_held_elsewhere_and_loaded_ones_are_added() {
    let house = house().party(party(1)).build().with_seats_held_elsewhere(5);
    assert_eq!((house.held(now()), house.available(now())), (7, 3));
}

#[test]
fn marking_lapsed_holds_frees_no_more_seats() {
    let until = now() + minutes(5);
    let mut house = house().party(party(1).held_until(until)).party(party(2).confirmed()).build();
    let available = house.available(until);
    house.lapse(until);
    assert_eq!(house.available(until), available);
    assert_eq!(house.reservation(party_id(1)).unwrap().status, Status::Expired);
}

#[test]
fn only_lapsed_holds_are_marked() {
    let before = house()
        .party(party(1).held_until(now() + moment()))
        .party(party(2).confirmed())
        .party(party(3).cancelled())
        .party(party(4).expired())
        .build();
    let mut marked = before.clone();
    marked.lapse(now());
    assert_eq!(marked, before);
}

#[test]
fn a_capacity_below_the_held_seats_overbooks_and_removes_nobody() {
    let mut house = house().party(party(1).seats(6).confirmed()).party(party(2).seats(3)).build();
    resize(&mut house, Seating { capacity: 5, occupied: 0, extra: 0 });
    assert_eq!(house.overbooked_by(now()), 4);
    assert_eq!(house.available(now()), 0);
    assert_eq!(house.held(now()), 9);
    let left = house.reservations().map(|party| party.seats.get()).collect::<Vec<_>>();
    assert_eq!(left, [6, 3]);
}

#[rstest]
#[case::a_smaller_room(Seating { capacity: 7, occupied: 0, extra: 0 })]
#[case::more_seats_blocked(Seating { capacity: 10, occupied: 3, extra: 0 })]
#[case::fewer_extra_seats(Seating { capacity: 6, occupied: 0, extra: 1 })]
fn every_reduction_of_the_seats_can_overbook(#[case] seating: Seating) {
    let mut house = house().party(party(1).seats(9).confirmed()).build();
    resize(&mut house, seating);
    assert_eq!(house.performance().seating, seating);
    assert_eq!(house.overbooked_by(now()), 2);
}

#[test]
fn a_house_with_all_its_seats_held_is_not_overbooked() {
    let house = house().capacity(2).party(party(1).confirmed()).build();
    assert_eq!((house.available(now()), house.overbooked_by(now())), (0, 0));
}

#[test]
fn nobody_can_book_in_an_overbooked_house_until_enough_seats_are_free() {
    let mut house = house()
        .capacity(3)
        .party(party(1).confirmed())
        .party(party(2).confirmed())
        .party(party(3).confirmed())
        .build();
    make(&mut house, |house| house.cancel(party_id(1), now()));
    assert_eq!(house.overbooked_by(now()), 1);
    assert_eq!(house.book(&booking(4, 1), now()), Err(BookRefusal::SoldOut { available: 0 }));

    make(&mut house, |house| house.cancel(party_id(2), now()));
    assert_eq!(house.overbooked_by(now()), 0);
    assert!(house.book(&booking(4, 1), now()).is_ok());
}

#[test]
fn seats_added_while_booking_is_open_can_be_booked() {
    let mut house = house().capacity(2).party(party(1).confirmed()).build();
    assert!(house.book(&booking(2, 3), now()).is_err());
    resize(&mut house, Seating { capacity: 2, occupied: 0, extra: 3 });
    let change = house.book(&booking(2, 3), now()).unwrap();
    assert!(matches!(change, Change::Booked { reservation, .. } if reservation.seats == seats(3)));
}
