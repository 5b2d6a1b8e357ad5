//! A rule returns the same result whether the other reservations are loaded or only counted. So the
//! store needs to load only the reservations that a rule looks at: the one that changes, or those
//! of the address that books.

use super::builders::{
    Party, attempt, booking, guest, house, minutes, now, party, party_id, remembered, scan, seats,
    undoing, walk_in,
};
use crate::{BookingRequest, Change, CheckInRequest, House, Reservation, Seating};
use jiff::Timestamp;
use proptest::prelude::*;

const ANNA: &str = "anna@example.org";

/// The party that the rules change. It is always loaded.
const NAMED: u32 = 1;

fn any_party(number: u32) -> impl Strategy<Value = Party> {
    (0..5_u8, 1..=6_i64, -20..20_i64, 0..=2_i64).prop_map(move |(life, count, lapses, admitted)| {
        let party = party(number).seats(count);
        match life {
            0 => party.held_until(now() + minutes(lapses)),
            1 => party.expired(),
            2 => party.cancelled(),
            _ if (1..=count).contains(&admitted) => party.confirmed().admitted(admitted),
            _ => party.confirmed(),
        }
    })
}

/// Reservations that the rules do not look at, and whether each is loaded.
fn others() -> impl Strategy<Value = Vec<(Reservation, bool)>> {
    let other = |number| {
        (any_party(number), any::<bool>()).prop_map(|(party, is_loaded)| (party.0, is_loaded))
    };
    (2..12_u32).prop_flat_map(move |last| (2..=last).map(other).collect::<Vec<_>>())
}

/// Reservations of the address that books.
fn of_anna() -> impl Strategy<Value = Vec<Reservation>> {
    let own = |number| any_party(number).prop_map(|party| party.of(ANNA).0);
    (20..24_u32).prop_flat_map(move |end| (20..end).map(own).collect::<Vec<_>>())
}

fn seating() -> impl Strategy<Value = Seating> {
    (0..40_u32, 0..4_u32, 0..4_u32).prop_map(|(capacity, occupied, extra)| Seating {
        capacity,
        occupied,
        extra,
    })
}

/// The results of all rules, in a form that can be compared between two houses.
fn results(house: &House, count: i64, when: Timestamp) -> Vec<Result<Change, String>> {
    let who = party_id(NAMED.into());
    let book = BookingRequest { guest: guest(ANNA), ..booking(99, count) };
    let first = BookingRequest { attempt: Some(attempt("new key", "seats")), ..book.clone() };
    let again = BookingRequest { attempt: Some(attempt("old key", "seats")), ..book.clone() };
    let other = BookingRequest { attempt: Some(attempt("old key", "more")), ..book.clone() };
    let confirming = CheckInRequest { confirms: true, ..scan(NAMED.into()) };
    let some = CheckInRequest { seats: Some(seats(count)), ..scan(NAMED.into()) };
    vec![
        house.book(&book, when).map_err(|why| why.to_string()),
        house.book(&first, when).map_err(|why| why.to_string()),
        house.book(&again, when).map_err(|why| why.to_string()),
        house.book(&other, when).map_err(|why| why.to_string()),
        house.confirm(who, when).map_err(|why| why.to_string()),
        house.cancel(who, when).map_err(|why| why.to_string()),
        house.change_seats(who, seats(count), when).map_err(|why| why.to_string()),
        house.check_in(&scan(NAMED.into()), when).map_err(|why| why.to_string()),
        house.check_in(&some, when).map_err(|why| why.to_string()),
        house.check_in(&confirming, when).map_err(|why| why.to_string()),
        house.seat_walk_in(&walk_in(99, count), when).map_err(|why| why.to_string()),
        house.create(&first, false, when).map_err(|why| why.to_string()),
        house.confirm_by_staff(who, when).map_err(|why| why.to_string()),
        house.cancel_by_staff(who, when).map_err(|why| why.to_string()),
        house.change_seats_by_staff(who, seats(count), when).map_err(|why| why.to_string()),
        house.correct(who, guest(ANNA)).map_err(|why| why.to_string()),
        house.undo_check_in(undoing(NAMED.into(), 1), when).map_err(|why| why.to_string()),
    ]
}

fn totals(house: &House, when: Timestamp) -> [u32; 3] {
    [house.held(when), house.available(when), house.overbooked_by(when)]
}

proptest! {
    #[test]
    fn a_rule_returns_the_same_from_a_part_of_the_house(
        named in any_party(NAMED),
        of_anna in of_anna(),
        others in others(),
        seating in seating(),
        count in 1..=11_i64,
        passed in 0..20_i64,
    ) {
        let when = now() + minutes(passed);
        let is_loaded = of_anna.into_iter().fold(
            house()
                .performance(|performance| performance.seating = seating)
                .party(named)
                .build()
                .with_attempt(remembered("old key", "seats")),
            House::with_reservation,
        );
        let mut whole = is_loaded.clone();
        let mut part = is_loaded;
        let mut elsewhere = 0;
        for (other, is_loaded) in others {
            whole = whole.with_reservation(other.clone());
            if is_loaded {
                part = part.with_reservation(other);
            } else {
                elsewhere += other.held(when);
            }
        }
        let part = part.with_seats_held_elsewhere(elsewhere);

        prop_assert_eq!(totals(&whole, when), totals(&part, when));
        let expected = results(&whole, count, when);
        prop_assert_eq!(&expected, &results(&part, count, when));
        for change in expected.into_iter().flatten() {
            let (mut whole, mut part) = (whole.clone(), part.clone());
            whole.apply(&change);
            part.apply(&change);
            prop_assert_eq!(totals(&whole, when), totals(&part, when));
        }
    }
}
