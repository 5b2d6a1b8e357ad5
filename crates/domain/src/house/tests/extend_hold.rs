use super::builders::{house, make, minutes, now, party, party_id};
use crate::{Change, ConfirmRefusal, Status, UnconfirmedLimits, UnconfirmedSeats};

fn until(minutes_from_now: i64) -> Status {
    Status::Pending { hold_until: now() + minutes(minutes_from_now) }
}

#[test]
fn a_live_hold_is_extended_to_the_full_time_even_in_a_full_house() {
    let mut house = house().capacity(2).party(party(1).held_until(now() + minutes(1))).build();
    make(&mut house, |house| house.extend_hold(party_id(1), None, now()));
    assert_eq!(house.reservation(party_id(1)).unwrap().status, until(30));
    assert_eq!(house.held(now()), 2);
}

#[test]
fn a_lapsed_hold_is_restarted_only_while_its_seats_are_free() {
    for lapsed in [party(1).held_until(now()), party(1).expired()] {
        let mut roomy = house().capacity(4).party(lapsed.clone()).party(party(2)).build();
        make(&mut roomy, |house| house.extend_hold(party_id(1), None, now()));
        assert_eq!(roomy.reservation(party_id(1)).unwrap().status, until(30));
        assert_eq!(roomy.overbooked_by(now()), 0);

        let full = house().capacity(3).party(lapsed).party(party(2)).build();
        let refused = Err(ConfirmRefusal::SoldOut { available: 1 });
        assert_eq!(full.extend_hold(party_id(1), None, now()), refused);
    }
}

#[test]
fn a_hold_is_not_extended_or_restarted_past_the_closing_time() {
    let closing = |minutes_from_now| {
        let closes_at = now() + minutes(minutes_from_now);
        house().performance(move |performance| performance.closes_at = closes_at)
    };
    let mut soon = closing(10).party(party(1).held_until(now() + minutes(1))).build();
    make(&mut soon, |house| house.extend_hold(party_id(1), None, now()));
    assert_eq!(soon.reservation(party_id(1)).unwrap().status, until(10));

    let closed = closing(0).party(party(1).expired()).build();
    let change = closed.extend_hold(party_id(1), None, now());
    assert!(matches!(change, Ok(Change::Unchanged(_))), "{change:?}");
}

#[test]
fn a_confirmed_or_cancelled_reservation_has_no_hold_to_extend() {
    let house = house().party(party(1).confirmed()).party(party(2).cancelled()).build();
    let change = house.extend_hold(party_id(1), None, now());
    assert!(matches!(change, Ok(Change::Unchanged(_))), "{change:?}");
    let refused = Err(ConfirmRefusal::Cancelled);
    assert_eq!(house.extend_hold(party_id(2), None, now()), refused);
}

#[test]
fn an_extension_is_undone_unless_the_reservation_has_changed_since() {
    let before = party(1).held_until(now() + minutes(1)).0.status;
    let mut house = house().party(party(1).held_until(now() + minutes(1))).build();
    make(&mut house, |house| house.extend_hold(party_id(1), None, now()));
    let extended = house.reservation(party_id(1)).unwrap().status;
    let mut confirmed = house.clone();
    make(&mut confirmed, |house| house.confirm(party_id(1), now()));
    for (mut house, wanted) in [(house, before), (confirmed, Status::Confirmed)] {
        make(&mut house, |house| house.undo_extension(party_id(1), extended, before, now()));
        assert_eq!(house.reservation(party_id(1)).unwrap().status, wanted);
    }
}

#[test]
fn a_late_message_holds_the_seats_no_longer_than_a_new_booking() {
    let limits = UnconfirmedLimits::default();
    for (of_client, minutes_held) in [(4, 30), (60, 15), (90, 10)] {
        let held = party(1).seats(4).held_until(now() + minutes(1));
        let mut live = house().capacity(1_000).party(held).build();
        let mut lapsed = house().capacity(1_000).party(party(1).seats(4).expired()).build();
        live.set_unconfirmed_of_origin(UnconfirmedSeats { of_client, of_network: of_client });
        // The seats of a lapsed hold do not count for its client.
        let others = of_client - 4;
        lapsed
            .set_unconfirmed_of_origin(UnconfirmedSeats { of_client: others, of_network: others });
        for mut house in [live, lapsed] {
            make(&mut house, |house| house.extend_hold(party_id(1), Some(&limits), now()));
            let status = house.reservation(party_id(1)).unwrap().status;
            assert_eq!(status, until(minutes_held), "{of_client}");
        }
    }
}

#[test]
fn a_late_message_does_not_restart_a_hold_that_would_be_refused_as_a_booking() {
    let limits = UnconfirmedLimits::default();
    let mut house = house().capacity(1_000).party(party(1).seats(4).expired()).build();
    house.set_unconfirmed_of_origin(UnconfirmedSeats { of_client: 97, of_network: 97 });
    let change = house.extend_hold(party_id(1), Some(&limits), now());
    assert!(matches!(change, Ok(Change::Unchanged(_))), "{change:?}");
}
