use super::builders::{
    check_in_id, client_ref, guest_name, house, make, minutes, moment, now, party, party_id, scan,
    seats, staff, start, undoing,
};
use crate::{
    AdmittedParty, Change, CheckInRefusal, CheckInRequest, House, Reservation, UndoRefusal,
    UndoRequest, Undone,
};
use rstest::rstest;

/// Party 1, of four people. Three are admitted: two by check-in 1 and one by check-in 2.
fn three_of_four() -> House {
    house().party(party(1).seats(4).confirmed().admitted(2).admitted(1)).build()
}

fn party_1(house: &House) -> &Reservation {
    house.reservation(party_id(1)).unwrap()
}

#[test]
fn an_undone_check_in_keeps_who_undid_it_and_when() {
    let house = three_of_four();
    let later = now() + minutes(3);
    let mut reservation = party_1(&house).clone();
    reservation.check_ins[0].undone = Some(Undone { at: later, by: staff(2) });
    let check_in = reservation.check_ins[0].clone();
    assert_eq!(
        house.undo_check_in(undoing(1, 1), later),
        Ok(Change::CheckInUndone { reservation, check_in })
    );
}

#[test]
fn people_of_an_undone_check_in_are_not_admitted() {
    let mut house = three_of_four();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    assert_eq!(party_1(&house).admitted(), 1);
    assert_eq!(party_1(&house).remaining(), 3);
    assert_eq!(house.held(now()), 4, "they keep their seats");
}

#[test]
fn undoing_a_check_in_again_changes_nothing() {
    let mut house = three_of_four();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    let before = house.clone();
    let again = UndoRequest { by: staff(3), ..undoing(1, 1) };
    let change = make(&mut house, |house| house.undo_check_in(again, now() + minutes(1)));
    assert_eq!(change, Change::Unchanged(party_1(&before).clone()));
    assert_eq!(house, before);
}

#[test]
fn a_party_can_be_admitted_again_after_an_undo() {
    let mut house = house().party(party(1).seats(2).confirmed().admitted(2)).build();
    assert!(house.check_in(&scan(1), now()).is_err());
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    make(&mut house, |house| house.check_in(&scan(1), now()));
    assert_eq!(party_1(&house).admitted(), 2);
    assert_eq!(party_1(&house).check_ins.len(), 2, "the undone one is kept");
}

#[test]
fn a_second_check_in_after_an_undo_can_be_undone_too() {
    let mut house = house().party(party(1).confirmed().admitted(2)).build();
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    make(&mut house, |house| house.check_in(&scan(1), now()));
    make(&mut house, |house| house.undo_check_in(undoing(1, 9), now()));
    assert_eq!(party_1(&house).admitted(), 0);
    assert_eq!(party_1(&house).last_check_in(), None);
}

#[test]
fn the_refusal_of_a_complete_party_ignores_undone_check_ins() {
    let mut house = house().party(party(1).seats(2).confirmed().admitted(1)).build();
    let later = now() + minutes(5);
    let by_another = CheckInRequest { by: staff(3), ..scan(1) };
    make(&mut house, |house| house.check_in(&by_another, later));
    make(&mut house, |house| house.undo_check_in(undoing(1, 9), later));
    make(&mut house, |house| house.change_seats(party_id(1), seats(1), later));
    assert_eq!(
        house.check_in(&scan(1), later + moment()),
        Err(CheckInRefusal::AlreadyAdmitted(AdmittedParty {
            name: guest_name(),
            reservation: party_id(1),
            admitted: 1,
            at: now(),
            by: staff(1),
            check_in: check_in_id(1)
        }))
    );
}

#[test]
fn a_scan_repeated_after_an_undo_admits_nobody() {
    // The scanner repeats the request because the answer was lost, not because the party came
    // again.
    let mut house = house().party(party(1).confirmed()).build();
    let request = CheckInRequest { client_ref: Some(client_ref("scan-1")), ..scan(1) };
    make(&mut house, |house| house.check_in(&request, now()));
    make(&mut house, |house| house.undo_check_in(undoing(1, 9), now()));
    let change = make(&mut house, |house| house.check_in(&request, now()));
    let Change::AlreadyCheckedIn { check_in, .. } = change else { panic!("{change:?}") };
    assert!(check_in.undone.is_some(), "the answer says that it was undone");
    assert_eq!(party_1(&house).admitted(), 0);
}

#[rstest]
#[case::never_made(undoing(1, 7))]
#[case::of_another_party(undoing(2, 1))]
#[case::of_another_house(undoing(3, 1))]
fn a_check_in_of_another_party_is_unknown(#[case] request: UndoRequest) {
    let house = three_of_four().with_reservation(party(2).confirmed().0);
    assert_eq!(house.undo_check_in(request, now()), Err(UndoRefusal::Unknown));
}

#[test]
fn an_undo_outside_the_door_window_needs_the_override_permission() {
    let house = three_of_four();
    let over = start() + minutes(24 * 60);
    let (opens_at, closes_at) = house.performance().door_window(house.policy());
    assert_eq!(
        house.undo_check_in(undoing(1, 1), over),
        Err(UndoRefusal::OutsideDoorWindow { opens_at, closes_at })
    );
    let by_the_box_office = UndoRequest { may_override: true, ..undoing(1, 1) };
    assert!(house.undo_check_in(by_the_box_office, over).is_ok());
}

#[test]
fn an_undo_of_an_overridden_check_in_needs_the_override_permission() {
    let mut house = house().party(party(1).seats(4).confirmed()).build();
    let early = start() - minutes(24 * 60);
    let overridden = CheckInRequest {
        override_reason: Some(crate::MultilineText::parse("rehearsal").unwrap()),
        ..scan(1)
    };
    make(&mut house, |house| house.check_in(&overridden, early));
    let check_in = party_1(&house).check_ins[0].id;
    let by_the_door = UndoRequest { check_in, ..undoing(1, 1) };
    assert_eq!(house.undo_check_in(by_the_door, start()), Err(UndoRefusal::NotAuthorized));
    let by_the_box_office = UndoRequest { may_override: true, ..by_the_door };
    assert!(house.undo_check_in(by_the_box_office, start()).is_ok());
}
