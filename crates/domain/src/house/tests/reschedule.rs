use super::builders::{at, house, make, minutes, now, party, party_id, start};
use crate::{Change, RescheduleRefusal, Status};

#[test]
fn all_times_except_the_opening_keep_their_distance_from_the_start() {
    let house =
        house().performance(|performance| performance.closes_at = start() - minutes(60)).build();
    let before = *house.performance();
    let later = start() + minutes(24 * 60);
    let Ok(Change::Rescheduled { performance, before: stored_before }) =
        house.reschedule(later, now())
    else {
        panic!("it was not rescheduled")
    };
    assert_eq!(stored_before, before);
    assert_eq!(performance.starts_at, later);
    assert_eq!(performance.previous_start, Some(start()));
    assert_eq!(performance.doors_at, later - minutes(30));
    assert_eq!(performance.closes_at, later - minutes(60));
    assert_eq!(performance.opens_at, before.opens_at);
}

#[test]
fn an_opening_after_the_new_closing_keeps_its_distance_from_the_start() {
    let house =
        house().performance(|performance| performance.opens_at = start() - minutes(30)).build();
    let sooner = start() - minutes(60);
    let Ok(Change::Rescheduled { performance, .. }) = house.reschedule(sooner, now()) else {
        panic!("it was not rescheduled")
    };
    assert_eq!(performance.opens_at, sooner - minutes(30));
}

#[test]
fn a_performance_cannot_be_rescheduled_into_the_past() {
    let house = house().build();
    assert_eq!(house.reschedule(now(), now()), Err(RescheduleRefusal::InThePast));
    assert!(house.reschedule(now() + minutes(1), now()).is_ok());
}

#[test]
fn a_cancelled_performance_cannot_be_rescheduled() {
    let cancelled_house = house().cancelled().build();
    let result = cancelled_house.reschedule(start() + minutes(60), now());
    assert_eq!(result, Err(RescheduleRefusal::PerformanceCancelled));
}

#[test]
fn rescheduling_to_the_same_start_changes_nothing() {
    let house = house().build();
    let result = house.reschedule(start(), now());
    assert_eq!(result, Ok(Change::PerformanceUnchanged(*house.performance())));
}

#[test]
fn the_latest_earlier_start_is_kept() {
    let mut house = house().build();
    let (second, third) = (start() + minutes(60), start() + minutes(120));
    make(&mut house, |house| house.reschedule(second, now()));
    make(&mut house, |house| house.reschedule(third, now()));
    assert_eq!(house.performance().previous_start, Some(second));
    make(&mut house, |house| house.reschedule(start(), now()));
    assert_eq!(house.performance().previous_start, Some(third));
}

#[test]
fn rescheduling_keeps_the_seats_and_does_not_extend_holds() {
    let hold_until = at("2026-05-20T18:20:00Z");
    let mut house =
        house().party(party(1).confirmed()).party(party(2).held_until(hold_until)).build();
    make(&mut house, |house| house.reschedule(start() + minutes(7 * 24 * 60), now()));
    assert_eq!(house.held(now()), 4);
    let status = house.reservation(party_id(2)).unwrap().status;
    assert_eq!(status, Status::Pending { hold_until });
}
