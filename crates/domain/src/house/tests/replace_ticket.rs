//! Links and tickets that staff end early.

use super::builders::{guest, house, minutes, now, party, party_id, start};
use crate::{Change, Guest, ResendRefusal};
use rstest::rstest;

#[test]
fn a_new_ticket_ends_the_earlier_ones_and_changes_nothing_else() {
    let house = house().party(party(1).confirmed()).build();
    let change = house.replace_ticket(party_id(1), now()).unwrap();
    assert_eq!(change.revokes_links_of(), Some(party_id(1)));
    assert_eq!(change.reservation(), house.reservation(party_id(1)));
}

#[test]
fn a_ticket_is_not_replaced_when_no_mail_can_be_sent() {
    let house = house().party(party(1).cancelled()).party(party(2).confirmed()).build();
    assert_eq!(house.replace_ticket(party_id(1), now()), Err(ResendRefusal::Cancelled));
    let late = start() + minutes(24 * 60);
    let refused = house.replace_ticket(party_id(2), late);
    assert_eq!(refused, Err(ResendRefusal::TooLate { started_at: start() }));
}

#[rstest]
#[case::another_mailbox(Some("anna.bianchi@example.org"), true)]
#[case::no_address(None, true)]
#[case::another_spelling(Some("GUEST1@example.org"), false)]
#[case::the_same(Some("guest1@example.org"), false)]
fn a_corrected_address_ends_the_links_sent_to_the_old_one(
    #[case] address: Option<&str>,
    #[case] ends: bool,
) {
    let house = house().party(party(1).confirmed()).build();
    let corrected = match address {
        Some(address) => guest(address),
        None => Guest { email: None, ..guest("guest1@example.org") },
    };
    let change = house.correct(party_id(1), corrected).unwrap();
    assert_eq!(change.revokes_links_of().is_some(), ends);
    assert_eq!(matches!(change, Change::Unchanged(_)), address == Some("guest1@example.org"));
}

#[test]
fn a_first_address_ends_no_links() {
    let mut nobody = party(1).confirmed();
    nobody.0.guest.email = None;
    let house = house().party(nobody).build();
    let change = house.correct(party_id(1), guest("anna@example.org")).unwrap();
    assert_eq!(change.revokes_links_of(), None);
}
