use super::builders::{
    at, booking, guest, house, make, minutes, moment, now, party, party_id, seats, start,
};
use crate::{
    BookRefusal, BookingSource, Change, PerformanceId, Reservation, ReservationCode, Status,
};
use rstest::rstest;

const OPENS: &str = "2026-05-01T08:00:00Z";

fn booked(change: Change) -> Reservation {
    match change {
        Change::Booked { reservation, .. } => reservation,
        other => panic!("not booked: {other:?}"),
    }
}

#[test]
fn a_booking_holds_its_seats_for_half_an_hour() {
    let house = house().build();
    assert_eq!(
        house.book(&booking(1, 4), now()),
        Ok(Change::Booked {
            reservation: Reservation {
                id: party_id(1),
                performance: PerformanceId::new(house.performance().id.uuid()),
                code: ReservationCode::from_number(1),
                source: BookingSource::Website,
                guest: guest("guest1@example.org"),
                seats: seats(4),
                status: Status::Pending { hold_until: now() + minutes(30) },
                booked_at: now(),
                confirmed_at: None,
                cancelled_at: None,
                origin: None,
                check_ins: Vec::new(),
            },
            attempt: None,
        })
    );
}

#[test]
fn booked_seats_are_held_immediately() {
    let mut house = house().build();
    make(&mut house, |house| house.book(&booking(1, 4), now()));
    assert_eq!((house.held(now()), house.available(now())), (4, 6));
}

#[rstest]
#[case::well_before(start() - minutes(31), start() - minutes(1))]
#[case::just_before_half_an_hour(start() - minutes(30) - moment(), start() - moment())]
#[case::at_half_an_hour(start() - minutes(30), start())]
#[case::ten_minutes_before(start() - minutes(10), start())]
#[case::at_the_last_moment(start() - moment(), start())]
fn a_hold_never_outlasts_the_booking_time(
    #[case] when: jiff::Timestamp,
    #[case] until: jiff::Timestamp,
) {
    let reservation = booked(house().build().book(&booking(1, 1), when).unwrap());
    assert_eq!(reservation.status, Status::Pending { hold_until: until });
}

#[test]
fn the_policy_sets_how_long_seats_are_held() {
    let house = house().policy(|policy| policy.hold = minutes(90)).build();
    let reservation = booked(house.book(&booking(1, 1), now()).unwrap());
    assert_eq!(reservation.status, Status::Pending { hold_until: now() + minutes(90) });
}

#[test]
fn booking_opens_at_the_exact_instant() {
    let house = house().build();
    let opens_at = at(OPENS);
    assert!(house.book(&booking(1, 1), opens_at).is_ok());
    assert_eq!(
        house.book(&booking(1, 1), opens_at - moment()),
        Err(BookRefusal::NotYetOpen { opens_at })
    );
}

#[test]
fn booking_is_closed_at_the_exact_instant_of_closing() {
    let closed_at = now() + minutes(60);
    let house = house().performance(|performance| performance.closes_at = closed_at).build();
    assert!(house.book(&booking(1, 1), closed_at - moment()).is_ok());
    assert_eq!(house.book(&booking(1, 1), closed_at), Err(BookRefusal::Closed { closed_at }));
}

#[test]
fn a_cancelled_performance_takes_no_bookings() {
    let house = house().cancelled().build();
    assert_eq!(house.book(&booking(1, 1), now()), Err(BookRefusal::PerformanceCancelled));
}

#[test]
fn an_unlisted_show_takes_no_bookings() {
    let house = house().cancelled().performance(|performance| performance.listed = false).build();
    let refusal = house.book(&booking(1, 1), now());
    assert_eq!(
        refusal,
        Err(BookRefusal::NotListed),
        "the answer does not reveal that it is cancelled"
    );
}

#[rstest]
#[case::one(1, Ok(()))]
#[case::the_largest_allowed(10, Ok(()))]
#[case::one_more(11, Err(BookRefusal::PartyTooLarge { max: 10 }))]
fn a_party_has_a_maximum_size(#[case] size: i64, #[case] answer: Result<(), BookRefusal>) {
    let house = house().capacity(100).build();
    assert_eq!(house.book(&booking(1, size), now()).map(|_| ()), answer);
}

#[test]
fn a_party_that_is_too_large_is_refused_as_such_even_in_a_full_house() {
    let house = house().capacity(2).party(party(1)).build();
    assert_eq!(
        house.book(&booking(2, 11), now()),
        Err(BookRefusal::PartyTooLarge { max: 10 }),
        "otherwise it would ask for the same number when seats are free again"
    );
}

#[test]
fn closed_booking_is_reported_before_faults_of_the_party() {
    let house = house().capacity(2).party(party(1).confirmed()).build();
    assert_eq!(
        house.book(&booking(2, 11), start()),
        Err(BookRefusal::Closed { closed_at: start() })
    );
}

#[test]
fn a_booking_of_all_seats_left_fills_the_house_and_one_more_is_refused() {
    let mut house = house().party(party(1).seats(7)).build();
    assert_eq!(house.book(&booking(2, 4), now()), Err(BookRefusal::SoldOut { available: 3 }));
    make(&mut house, |house| house.book(&booking(2, 3), now()));
    assert_eq!(house.available(now()), 0);
    assert_eq!(house.book(&booking(3, 1), now()), Err(BookRefusal::SoldOut { available: 0 }));
}

#[test]
fn the_seats_of_a_lapsed_hold_can_be_booked_by_others() {
    let until = now() + minutes(5);
    let house = house().capacity(2).party(party(1).held_until(until)).build();
    assert!(house.book(&booking(2, 2), until - moment()).is_err());
    assert!(house.book(&booking(2, 2), until).is_ok());
}

#[test]
fn seats_held_elsewhere_cannot_be_booked() {
    let house = house().build().with_seats_held_elsewhere(8);
    assert_eq!(house.book(&booking(1, 3), now()), Err(BookRefusal::SoldOut { available: 2 }));
    assert!(house.book(&booking(1, 2), now()).is_ok());
}
