use super::builders::{
    HouseBuilder, Party, check_in_id, client_ref, guest_name, house, make, minutes, now, party,
    party_id, scan, seats, staff,
};
use crate::{AdmittedParty, Change, CheckIn, CheckInRefusal, CheckInRequest, House, Status};
use rstest::rstest;

/// A request by staff 2 to admit some of party 1, as check-in `id`.
fn some(id: u128, count: i64) -> CheckInRequest {
    CheckInRequest { id: check_in_id(id), seats: Some(seats(count)), by: staff(2), ..scan(1) }
}

fn admitted(house: &House) -> u32 {
    house.reservation(party_id(1)).unwrap().admitted()
}

#[test]
fn the_whole_party_is_admitted_by_default() {
    let house = house().party(party(1).seats(4).confirmed()).build();
    let check_in = CheckIn {
        id: check_in_id(9),
        seats: seats(4),
        at: now(),
        by: staff(1),
        client_ref: None,
        override_reason: None,
        undone: None,
    };
    let mut reservation = party(1).seats(4).confirmed().0;
    reservation.check_ins.push(check_in.clone());
    assert_eq!(house.check_in(&scan(1), now()), Ok(Change::CheckedIn { reservation, check_in }));
}

#[test]
fn a_party_can_be_admitted_in_parts() {
    let mut house = house().party(party(1).seats(5).confirmed()).build();
    make(&mut house, |house| house.check_in(&some(1, 2), now()));
    assert_eq!(admitted(&house), 2);
    let change = make(&mut house, |house| house.check_in(&scan(1), now() + minutes(30)));
    assert!(matches!(change, Change::CheckedIn { check_in, .. } if check_in.seats == seats(3)));
    assert_eq!(admitted(&house), 5);
}

#[test]
fn a_check_in_does_not_change_the_held_seats() {
    let mut house = house().party(party(1).seats(4).confirmed()).build();
    make(&mut house, |house| house.check_in(&some(1, 3), now()));
    assert_eq!(house.held(now()), 4);
}

#[test]
fn no_more_people_are_admitted_than_are_still_to_come() {
    let house = house().party(party(1).seats(4).confirmed().admitted(1)).build();
    let refusal = house.check_in(&some(2, 4), now());
    assert_eq!(refusal, Err(CheckInRefusal::TooMany { name: guest_name(), remaining: 3 }));
    assert!(house.check_in(&some(2, 3), now()).is_ok());
}

#[rstest]
#[case::by_default(None)]
#[case::when_one_more_is_asked_for(Some(seats(1)))]
fn the_refusal_of_a_complete_party_carries_its_last_check_in(
    #[case] requested: Option<crate::Seats>,
) {
    let mut house = house().party(party(1).seats(3).confirmed().admitted(2)).build();
    let later = now() + minutes(10);
    make(&mut house, |house| house.check_in(&some(2, 1), later));
    assert_eq!(
        house.check_in(&CheckInRequest { seats: requested, ..scan(1) }, now() + minutes(20)),
        Err(CheckInRefusal::AlreadyAdmitted(AdmittedParty {
            name: guest_name(),
            reservation: party_id(1),
            admitted: 3,
            at: later,
            by: staff(2),
            check_in: check_in_id(2)
        }))
    );
}

#[test]
fn a_party_that_shrank_to_its_admitted_people_is_complete() {
    let mut house = house().party(party(1).seats(3).confirmed().admitted(2)).build();
    make(&mut house, |house| house.change_seats(party_id(1), seats(2), now()));
    assert_eq!(
        house.check_in(&scan(1), now()),
        Err(CheckInRefusal::AlreadyAdmitted(AdmittedParty {
            name: guest_name(),
            reservation: party_id(1),
            admitted: 2,
            at: now(),
            by: staff(1),
            check_in: check_in_id(1)
        }))
    );
}

#[test]
fn a_repeated_client_reference_is_one_check_in() {
    let mut house = house().party(party(1).seats(4).confirmed()).build();
    let request = CheckInRequest { client_ref: Some(client_ref("scan-1")), ..some(1, 2) };
    let first = make(&mut house, |house| house.check_in(&request, now()));
    let Change::CheckedIn { reservation, check_in } = first else { panic!("{first:?}") };

    let before = house.clone();
    let repeat = CheckInRequest { id: check_in_id(2), seats: Some(seats(4)), ..request };
    let late = now() + minutes(60 * 24);
    let second = make(&mut house, |house| house.check_in(&repeat, late));
    assert_eq!(second, Change::AlreadyCheckedIn { reservation, check_in });
    assert_eq!(house, before);
}

#[rstest]
#[case::another_reference(Some(client_ref("scan-2")))]
#[case::no_reference(None)]
fn a_different_client_reference_is_another_check_in(#[case] reference: Option<crate::ClientRef>) {
    let mut house = house().party(party(1).seats(4).confirmed()).build();
    let request = CheckInRequest { client_ref: Some(client_ref("scan-1")), ..some(1, 1) };
    make(&mut house, |house| house.check_in(&request, now()));
    let request = CheckInRequest { client_ref: reference, ..some(2, 1) };
    make(&mut house, |house| house.check_in(&request, now()));
    assert_eq!(admitted(&house), 2);
}

#[test]
fn two_check_ins_without_a_client_reference_are_different() {
    let mut house = house().party(party(1).seats(4).confirmed()).build();
    make(&mut house, |house| house.check_in(&some(1, 1), now()));
    make(&mut house, |house| house.check_in(&some(2, 1), now()));
    assert_eq!(admitted(&house), 2);
}

#[rstest]
#[case::held(party(1), CheckInRefusal::NotConfirmed { name: guest_name(), reservation: party_id(1), seats: seats(2), available: 8, can_confirm: true })]
#[case::lapsed(
    party(1).held_until(now()),
    CheckInRefusal::NotConfirmed { name: guest_name(), reservation: party_id(1), seats: seats(2), available: 10, can_confirm: true }
)]
#[case::expired(
    party(1).expired().seats(11),
    CheckInRefusal::NotConfirmed { name: guest_name(), reservation: party_id(1), seats: seats(11), available: 10, can_confirm: false }
)]
#[case::cancelled(party(1).cancelled(), CheckInRefusal::Cancelled { name: guest_name() })]
#[case::of_another_house(party(2).confirmed(), CheckInRefusal::Unknown)]
fn only_a_confirmed_party_of_this_house_is_admitted(
    #[case] party: Party,
    #[case] refusal: CheckInRefusal,
) {
    let house = house().party(party).build();
    assert_eq!(house.check_in(&scan(1), now()), Err(refusal));
}

#[test]
fn nobody_is_admitted_to_a_cancelled_performance() {
    let house = house().cancelled().party(party(1).confirmed()).build();
    assert_eq!(house.check_in(&scan(1), now()), Err(CheckInRefusal::PerformanceCancelled));
}

/// A request by staff 1 to admit all of party 1, and to confirm it if necessary.
fn confirming() -> CheckInRequest {
    CheckInRequest { confirms: true, ..scan(1) }
}

#[rstest]
#[case::held(party(1))]
#[case::lapsed(party(1).held_until(now()))]
#[case::expired(party(1).expired())]
fn an_unconfirmed_party_can_be_confirmed_and_admitted_together(#[case] party: Party) {
    let mut house = house().capacity(2).party(party).build();
    let change = make(&mut house, |house| house.check_in(&confirming(), now()));
    assert!(matches!(change, Change::ConfirmedAtTheDoor { .. }), "{change:?}");
    let reservation = house.reservation(party_id(1)).unwrap();
    assert_eq!(
        (reservation.status, reservation.confirmed_at, reservation.admitted()),
        (Status::Confirmed, Some(now()), 2)
    );
}

#[test]
fn a_lapsed_party_is_confirmed_at_the_door_only_if_its_seats_are_free() {
    let house = house().capacity(3).party(party(1).expired()).party(party(2).confirmed()).build();
    let refusal = house.check_in(&confirming(), now());
    assert_eq!(refusal, Err(CheckInRefusal::SoldOut { available: 1 }));
}

#[test]
fn the_limit_of_an_address_does_not_apply_at_the_door() {
    let house = house()
        .policy(|policy| policy.max_live_reservations_per_address = 1)
        .party(party(1).of("anna@example.org").expired())
        .party(party(2).of("anna@example.org").confirmed())
        .build();
    assert!(house.check_in(&confirming(), now()).is_ok());
}

#[rstest]
#[case::cancelled(house().party(party(1).cancelled()), CheckInRefusal::Cancelled { name: guest_name() })]
#[case::cancelled(house().cancelled().party(party(1)), CheckInRefusal::PerformanceCancelled)]
fn nothing_cancelled_is_confirmed_at_the_door(
    #[case] house: HouseBuilder,
    #[case] refusal: CheckInRefusal,
) {
    assert_eq!(house.build().check_in(&confirming(), now()), Err(refusal));
}

#[test]
fn a_party_is_confirmed_at_the_door_only_in_the_door_window() {
    let house = house().party(party(1)).build();
    let refusal = house.check_in(&confirming(), now() - minutes(120));
    assert!(matches!(refusal, Err(CheckInRefusal::OutsideDoorWindow { .. })), "{refusal:?}");
}

#[test]
fn confirming_changes_nothing_for_a_confirmed_party() {
    let house = house().party(party(1).confirmed()).build();
    let change = house.check_in(&confirming(), now());
    assert!(matches!(change, Ok(Change::CheckedIn { .. })), "{change:?}");
}
