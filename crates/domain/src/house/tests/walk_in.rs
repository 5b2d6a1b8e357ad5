use super::builders::{
    house, make, minutes, multiline_text, now, party, party_id, scan, seats, staff, undoing,
    walk_in,
};
use crate::{
    BookingSource, Change, CheckInId, Status, UndoRefusal, UndoRequest, WalkInRefusal,
    WalkInRequest,
};
use rstest::rstest;

#[test]
fn walk_ins_get_a_reservation_and_are_admitted() {
    let mut house = house().build();
    let change = make(&mut house, |house| house.seat_walk_in(&walk_in(1, 3), now()));
    let Change::Seated { reservation, check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(house.reservation(party_id(1)), Some(&reservation));
    assert_eq!(reservation.check_ins.first(), Some(&check_in));
    assert_eq!((reservation.admitted(), reservation.remaining()), (3, 0));
    assert_eq!((reservation.source, reservation.status), (BookingSource::Door, Status::Confirmed));
    assert_eq!((check_in.by, check_in.at, check_in.seats), (staff(1), now(), seats(3)));
    assert_eq!(house.available(now()), 7);
}

#[test]
fn walk_ins_get_only_seats_that_are_left() {
    let house = house().capacity(5).party(party(1).confirmed()).party(party(2)).build();
    assert!(house.seat_walk_in(&walk_in(3, 1), now()).is_ok());
    assert_eq!(
        house.seat_walk_in(&walk_in(3, 2), now()),
        Err(WalkInRefusal::SoldOut { available: 1 }),
        "seats held for others are not given to walk-ins"
    );
}

#[test]
fn a_repeated_walk_in_seats_nobody_even_in_a_full_house() {
    let mut house = house().capacity(2).build();
    make(&mut house, |house| house.seat_walk_in(&walk_in(1, 2), now()));
    let before = house.clone();
    let again = make(&mut house, |house| house.seat_walk_in(&walk_in(1, 2), now() + minutes(1)));
    assert!(matches!(again, Change::AlreadyBooked(attempt) if attempt.reservation == party_id(1)));
    assert_eq!(house, before);
}

#[test]
fn a_reference_of_another_request_seats_nobody() {
    let mut house = house().build();
    make(&mut house, |house| house.seat_walk_in(&walk_in(1, 2), now()));
    let mut other = walk_in(2, 2);
    let (key, _) = walk_in(1, 2).party.attempt.unwrap();
    other.party.attempt = Some((key, crate::Fingerprint::of(&["another"])));
    assert_eq!(house.seat_walk_in(&other, now()), Err(WalkInRefusal::DifferentAttempt));
}

#[rstest]
#[case::before(-61, true)]
#[case::as_it_opens(-60, false)]
#[case::as_it_closes(480, true)]
fn walk_ins_are_seated_in_the_door_window_or_with_a_reason(
    #[case] minute: i64,
    #[case] closed: bool,
) {
    let house = house().build();
    let when = now() + minutes(minute);
    let answer = house.seat_walk_in(&walk_in(1, 1), when);
    assert_eq!(
        matches!(answer, Err(WalkInRefusal::OutsideDoorWindow { .. })),
        closed,
        "{answer:?}"
    );
    let overridden =
        WalkInRequest { override_reason: Some(multiline_text("rehearsal")), ..walk_in(1, 1) };
    let Ok(Change::Seated { check_in, .. }) = house.seat_walk_in(&overridden, when) else {
        panic!("with a reason they are seated")
    };
    assert_eq!(
        check_in.override_reason.is_some(),
        closed,
        "a reason is stored only where it was needed"
    );
}

#[test]
fn nobody_is_seated_at_a_cancelled_performance() {
    let answer = house().cancelled().build().seat_walk_in(&walk_in(1, 1), now());
    assert_eq!(answer, Err(WalkInRefusal::PerformanceCancelled));
}

fn by_box_office(check_in: CheckInId) -> UndoRequest {
    UndoRequest { check_in, may_override: true, may_seat_walk_ins: true, ..undoing(1, 1) }
}

#[test]
fn undoing_a_walk_in_needs_the_permission_to_seat_walk_ins() {
    let mut house = house().build();
    make(&mut house, |house| house.seat_walk_in(&walk_in(1, 3), now()));
    let check_in = house.reservation(party_id(1)).unwrap().check_ins[0].id;
    let by_the_door = UndoRequest { may_seat_walk_ins: false, ..by_box_office(check_in) };
    assert_eq!(house.undo_check_in(by_the_door, now()), Err(UndoRefusal::NotAuthorized));
    assert!(house.undo_check_in(by_box_office(check_in), now()).is_ok());
}

#[test]
fn an_undone_walk_in_frees_its_seats() {
    let mut house = house().build();
    make(&mut house, |house| house.seat_walk_in(&walk_in(1, 3), now()));
    let later = now() + minutes(1);
    let check_in = house.reservation(party_id(1)).unwrap().check_ins[0].id;
    let undo = by_box_office(check_in);
    let change = make(&mut house, |house| house.undo_check_in(undo, later));
    let Change::WalkInUndone { reservation, check_in } = &change else { panic!("{change:?}") };
    assert_eq!((reservation.status, reservation.cancelled_at), (Status::Cancelled, Some(later)));
    assert_eq!(check_in.undone.map(|undone| undone.by), Some(staff(2)));
    assert_eq!(house.available(later), 10);

    let again = make(&mut house, |house| house.undo_check_in(undo, later));
    assert!(matches!(again, Change::Unchanged(_)), "{again:?}");
}

#[test]
fn walk_ins_keep_their_seats_while_some_are_still_admitted() {
    let mut house = house().build();
    make(&mut house, |house| house.seat_walk_in(&walk_in(1, 3), now()));
    let first = house.reservation(party_id(1)).unwrap().check_ins[0].id;
    make(&mut house, |house| house.change_seats_by_staff(party_id(1), seats(4), now()));
    make(&mut house, |house| house.check_in(&scan(1), now()));
    let undo = by_box_office(first);
    let change = make(&mut house, |house| house.undo_check_in(undo, now()));
    assert!(matches!(change, Change::CheckInUndone { .. }), "{change:?}");
    assert_eq!(house.available(now()), 6);
}
