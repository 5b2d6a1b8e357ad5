use super::builders::{Party, house, make, now, party, party_id, undoing};
use crate::{House, TicketStatus};
use rstest::rstest;

fn with(party: Party) -> House {
    house().party(party).build()
}

#[rstest]
#[case::pending(party(1), None)]
#[case::expired(party(1).expired(), None)]
#[case::confirmed(party(1).confirmed(), Some(TicketStatus::Valid))]
#[case::partly_inside(party(1).confirmed().admitted(1), Some(TicketStatus::Valid))]
#[case::all_inside(party(1).confirmed().admitted(1).admitted(1), Some(TicketStatus::Used))]
#[case::cancelled(party(1).confirmed().cancelled(), Some(TicketStatus::Cancelled))]
fn the_status_of_a_ticket_follows_its_reservation(
    #[case] party: Party,
    #[case] status: Option<TicketStatus>,
) {
    assert_eq!(with(party).ticket_status(party_id(1)), status);
}

#[rstest]
#[case::never_confirmed(party(1), None)]
#[case::nobody_inside(party(1).confirmed(), Some(TicketStatus::Cancelled))]
#[case::all_inside(party(1).confirmed().admitted(2), Some(TicketStatus::Cancelled))]
fn tickets_of_a_cancelled_performance_are_cancelled(
    #[case] party: Party,
    #[case] status: Option<TicketStatus>,
) {
    let house = house().cancelled().party(party).build();
    assert_eq!(house.ticket_status(party_id(1)), status);
}

#[test]
fn a_ticket_is_valid_again_after_its_check_in_was_undone() {
    let mut house = with(party(1).confirmed().admitted(2));
    assert_eq!(house.ticket_status(party_id(1)), Some(TicketStatus::Used));
    make(&mut house, |house| house.undo_check_in(undoing(1, 1), now()));
    assert_eq!(house.ticket_status(party_id(1)), Some(TicketStatus::Valid));
}

#[test]
fn a_reservation_of_another_house_has_no_ticket_here() {
    assert_eq!(with(party(1).confirmed()).ticket_status(party_id(2)), None);
}
