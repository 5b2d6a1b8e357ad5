//! What staff can do that visitors can't.

use super::builders::{
    Party, attempt, booking, guest, house, make, minutes, moment, now, party, party_id, seats,
    start,
};
use crate::{
    BookRefusal, BookingRequest, BookingSource, CancelRefusal, Change, ChangeSeatsRefusal,
    ConfirmRefusal, CorrectRefusal, Guest, ResendRefusal, Reservation, Status,
};
use rstest::rstest;

#[test]
fn a_reservation_by_the_box_office_is_confirmed_at_once() {
    let house = house().build();
    let change = house.create(&booking(1, 2), false, now()).unwrap();
    let Change::Booked { reservation, attempt: None } = change else { panic!("{change:?}") };
    assert_eq!(reservation.status, Status::Confirmed);
    assert_eq!(reservation.confirmed_at, Some(now()));
    assert_eq!(reservation.source, BookingSource::Office);
}

#[rstest]
#[case::before_booking_opens(start() - minutes(60 * 24 * 60))]
#[case::after_booking_has_closed(start())]
#[case::while_the_door_is_open(start() + minutes(359))]
fn the_box_office_can_book_until_the_door_closes(#[case] when: jiff::Timestamp) {
    let draft = house().performance(|performance| performance.listed = false).build();
    assert!(draft.create(&booking(1, 2), false, when).is_ok());
}

#[test]
fn nobody_can_book_a_past_or_cancelled_performance() {
    let over = start() + minutes(360);
    assert_eq!(
        house().build().create(&booking(1, 2), true, over),
        Err(BookRefusal::Closed { closed_at: over })
    );
    assert_eq!(
        house().cancelled().build().create(&booking(1, 2), true, now()),
        Err(BookRefusal::PerformanceCancelled)
    );
}

#[test]
fn the_limits_for_visitors_apply_unless_the_box_office_overrides_them() {
    let mut house = house().capacity(50).build();
    for number in 1..=3 {
        let request = BookingRequest { guest: guest("anna@example.org"), ..booking(number, 1) };
        make(&mut house, |house| house.create(&request, false, now()));
    }
    let fourth = BookingRequest { guest: guest("anna@example.org"), ..booking(4, 1) };
    assert_eq!(
        house.create(&fourth, false, now()),
        Err(BookRefusal::TooManyReservations { max: 3 })
    );
    assert_eq!(
        house.create(&booking(4, 11), false, now()),
        Err(BookRefusal::PartyTooLarge { max: 10 })
    );
    assert!(house.create(&fourth, true, now()).is_ok());
    assert!(house.create(&booking(4, 47), true, now()).is_ok());
}

#[test]
fn nobody_can_book_more_seats_than_are_left() {
    let house = house().party(party(1).seats(4)).build();
    assert_eq!(
        house.create(&booking(2, 7), true, now()),
        Err(BookRefusal::SoldOut { available: 6 })
    );
}

#[test]
fn parties_without_an_address_are_not_counted_together() {
    let mut house = house().build();
    for number in 1..=5 {
        let nobody = Guest { email: None, ..guest("nobody@example.org") };
        let request = BookingRequest { guest: nobody, ..booking(number, 1) };
        make(&mut house, |house| house.create(&request, false, now()));
    }
}

#[test]
fn a_repeated_request_of_the_box_office_is_one_reservation() {
    let mut house = house().capacity(2).build();
    let call = BookingRequest { attempt: Some(attempt("a call", "two")), ..booking(1, 2) };
    make(&mut house, |house| house.create(&call, false, now()));
    let again = make(&mut house, |house| house.create(&call, false, now()));
    assert!(matches!(again, Change::AlreadyBooked(_)), "{again:?}");
    let other = BookingRequest { attempt: Some(attempt("a call", "three")), ..booking(2, 3) };
    assert_eq!(house.create(&other, false, now()), Err(BookRefusal::DifferentAttempt));
}

#[test]
fn staff_can_confirm_beyond_the_limit_of_an_address() {
    let house = house()
        .policy(|policy| policy.max_live_reservations_per_address = 1)
        .party(party(1).of("anna@example.org").expired())
        .party(party(2).of("anna@example.org").confirmed())
        .build();
    assert!(house.confirm(party_id(1), now()).is_err());
    assert!(house.confirm_by_staff(party_id(1), now()).is_ok());
}

#[test]
fn staff_can_confirm_a_lapsed_hold_only_if_its_seats_are_free() {
    let house = house().capacity(3).party(party(1).expired()).party(party(2).confirmed()).build();
    assert_eq!(
        house.confirm_by_staff(party_id(1), now()),
        Err(ConfirmRefusal::SoldOut { available: 1 })
    );
}

#[test]
fn staff_can_cancel_after_the_start_but_not_an_admitted_party() {
    let house = house()
        .party(party(1).confirmed())
        .party(party(2).confirmed().admitted(1))
        .party(party(3).cancelled())
        .build();
    assert!(house.cancel(party_id(1), start()).is_err());
    assert!(matches!(house.cancel_by_staff(party_id(1), start()), Ok(Change::Cancelled(_))));
    assert_eq!(
        house.cancel_by_staff(party_id(2), start()),
        Err(CancelRefusal::AlreadyAdmitted { admitted: 1 })
    );
    let again = house.cancel_by_staff(party_id(3), start());
    assert_eq!(again, Ok(Change::Unchanged(party(3).cancelled().0)));
    assert_eq!(house.cancel_by_staff(party_id(4), now()), Err(CancelRefusal::Unknown));
}

#[test]
fn staff_can_enlarge_a_party_beyond_the_limits_but_not_beyond_the_seats_left() {
    let house = house().capacity(20).party(party(1).confirmed()).party(party(2).seats(3)).build();
    let later = start() + moment();
    assert!(house.change_seats_by_staff(party_id(1), seats(17), later).is_ok());
    assert_eq!(
        house.change_seats_by_staff(party_id(1), seats(18), now()),
        Err(ChangeSeatsRefusal::SoldOut { available: 15 })
    );
}

#[rstest]
#[case::cancelled(party(1).cancelled(), ChangeSeatsRefusal::Cancelled)]
#[case::lapsed(party(1).expired(), ChangeSeatsRefusal::HoldLapsed)]
#[case::inside(
    party(1).confirmed().admitted(2),
    ChangeSeatsRefusal::FewerThanAdmitted { admitted: 2 }
)]
fn some_seats_cannot_be_changed_by_staff_either(
    #[case] party: Party,
    #[case] refusal: ChangeSeatsRefusal,
) {
    let house = house().party(party).build();
    assert_eq!(house.change_seats_by_staff(party_id(1), seats(1), now()), Err(refusal));
}

#[rstest]
fn the_data_of_a_guest_can_be_corrected(
    #[values(party(1), party(1).confirmed().admitted(1), party(1).cancelled())] before: Party,
) {
    let mut house = house().party(before.clone()).build();
    let guest = Guest { email: None, ..guest("right@example.org") };
    let change = make(&mut house, |house| house.correct(party_id(1), guest.clone()));
    let reservation = Reservation { guest: guest.clone(), ..before.0.clone() };
    assert_eq!(change, Change::Corrected { reservation, before: before.0.guest });
    let again = make(&mut house, |house| house.correct(party_id(1), guest.clone()));
    assert!(matches!(again, Change::Unchanged(_)), "{again:?}");
    assert_eq!(house.correct(party_id(2), guest), Err(CorrectRefusal::Unknown));
}

#[rstest]
#[case::held(party(1))]
#[case::lapsed(party(1).expired())]
#[case::confirmed(party(1).confirmed())]
fn mail_can_be_resent_while_it_is_useful(#[case] who: Party) {
    let house = house().party(who.clone()).build();
    assert_eq!(house.resend(party_id(1), start()), Ok(Change::Unchanged(who.0)));
    let over = start() + minutes(24 * 60);
    let refusal = ResendRefusal::TooLate { started_at: start() };
    assert_eq!(house.resend(party_id(1), over), Err(refusal));
}

#[test]
fn useless_mail_is_not_resent() {
    let mut nobody = party(1).confirmed();
    nobody.0.guest.email = None;
    let evening = house().party(nobody).party(party(2).cancelled()).build();
    assert_eq!(evening.resend(party_id(1), now()), Err(ResendRefusal::NoAddress));
    assert_eq!(evening.resend(party_id(2), now()), Err(ResendRefusal::Cancelled));
    assert_eq!(evening.resend(party_id(3), now()), Err(ResendRefusal::Unknown));
    let cancelled = house().cancelled().party(party(1).confirmed()).build();
    let refusal = ResendRefusal::PerformanceCancelled;
    assert_eq!(cancelled.resend(party_id(1), now()), Err(refusal));
}
