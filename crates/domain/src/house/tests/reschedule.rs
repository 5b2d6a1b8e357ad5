//! Another start.

use super::builders::{at, house, make, minutes, now, party, party_id, start};
use crate::{Change, RescheduleRefusal, Status};

#[test]
fn all_times_keep_their_distance_but_for_the_opening() {
    let house =
        house().performance(|performance| performance.closes_at = start() - minutes(60)).build();
    let before = *house.performance();
    let later = start() + minutes(24 * 60);
    let Ok(Change::Rescheduled { performance, before: told }) = house.reschedule(later, now())
    else {
        panic!("it was not moved")
    };
    assert_eq!(told, before);
    assert_eq!(performance.starts_at, later);
    assert_eq!(performance.moved_from, Some(start()));
    assert_eq!(performance.doors_at, later - minutes(30));
    assert_eq!(performance.closes_at, later - minutes(60));
    assert_eq!(performance.opens_at, before.opens_at);
}

#[test]
fn an_opening_that_would_come_too_late_moves_along() {
    let house =
        house().performance(|performance| performance.opens_at = start() - minutes(30)).build();
    let sooner = start() - minutes(60);
    let Ok(Change::Rescheduled { performance, .. }) = house.reschedule(sooner, now()) else {
        panic!("it was not moved")
    };
    assert_eq!(performance.opens_at, sooner - minutes(30));
}

#[test]
fn nothing_is_moved_into_the_past() {
    let house = house().build();
    assert_eq!(house.reschedule(now(), now()), Err(RescheduleRefusal::InThePast));
    assert!(house.reschedule(now() + minutes(1), now()).is_ok());
}

#[test]
fn what_was_cancelled_is_not_moved() {
    let off = house().cancelled().build();
    let moved = off.reschedule(start() + minutes(60), now());
    assert_eq!(moved, Err(RescheduleRefusal::PerformanceCancelled));
}

#[test]
fn moving_it_to_where_it_is_changes_nothing_and_tells_nobody() {
    let house = house().build();
    let moved = house.reschedule(start(), now());
    assert_eq!(moved, Ok(Change::StaysAsItIs(*house.performance())));
}

#[test]
fn who_knew_the_last_start_is_told_of_that_one() {
    let mut house = house().build();
    let (second, third) = (start() + minutes(60), start() + minutes(120));
    make(&mut house, |house| house.reschedule(second, now()));
    make(&mut house, |house| house.reschedule(third, now()));
    assert_eq!(house.performance().moved_from, Some(second));
    make(&mut house, |house| house.reschedule(start(), now()));
    assert_eq!(house.performance().moved_from, Some(third));
}

#[test]
fn everybody_keeps_their_seats_and_a_hold_is_not_made_longer() {
    let hold_until = at("2026-05-20T18:20:00Z");
    let mut house =
        house().party(party(1).confirmed()).party(party(2).held_until(hold_until)).build();
    make(&mut house, |house| house.reschedule(start() + minutes(7 * 24 * 60), now()));
    assert_eq!(house.held(now()), 4);
    let status = house.reservation(party_id(2)).unwrap().status;
    assert_eq!(status, Status::Pending { hold_until });
}
