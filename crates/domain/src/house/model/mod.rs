//! Every order in which visitors, the door, the administrator and the clock can act on one small
//! house, tried by a model checker with the real rules.
//!
//! A checker that finds nothing proves nothing by itself. So the model has to show that what it
//! is for can happen in it (a house sold out, a lapsed hold confirmed), and that it finds a flaw
//! where there is one.

mod evening;
mod theatre;

use self::theatre::{Flaw, NO_OVERSELL, Theatre};
use stateright::{Checker, HasDiscoveries, Model};

/// Tries every order of events, or as many as it takes to find something wrong: a rule that is
/// broken may leave no end of them.
fn every_evening_of(theatre: Theatre) -> impl Checker<Theatre> {
    theatre.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join()
}

#[test]
fn no_order_of_bookings_oversells_or_breaks_a_promise() {
    every_evening_of(Theatre::booked_by(3)).assert_properties();
}

#[test]
fn no_order_of_bookings_and_check_ins_oversells_or_breaks_a_promise() {
    every_evening_of(Theatre::booked_by(2).with_its_door_open()).assert_properties();
}

#[test]
fn no_order_of_bookings_and_walk_ins_oversells_or_breaks_a_promise() {
    every_evening_of(Theatre::booked_by(1).with_walk_ins()).assert_properties();
}

#[test]
fn no_order_of_bookings_and_changes_of_the_evening_oversells_or_breaks_a_promise() {
    every_evening_of(Theatre::booked_by(2).with_its_office_open()).assert_properties();
}

/// What the checker finds wrong with a flawed theatre.
fn found(flaw: Flaw) -> Vec<&'static str> {
    every_evening_of(Theatre::booked_by(2).with(flaw)).discoveries().into_keys().collect()
}

#[test]
fn a_confirmation_that_does_not_count_is_found_out() {
    assert!(found(Flaw::ConfirmsWithoutCounting).contains(&NO_OVERSELL));
}

#[test]
fn two_bookings_answered_from_the_same_house_are_found_out() {
    assert!(found(Flaw::AnswersTwoAtOnce).contains(&NO_OVERSELL));
}
