//! Model checking of one small house with the real rules: it tries every order in which visitors,
//! the door, the administrator and the clock can act.
//!
//! A checker that finds nothing proves nothing by itself. So the model must also show that the
//! interesting situations occur (a house sold out, a lapsed hold confirmed), and that the checker
//! finds a deliberate flaw.

mod evening;
mod theatre;

use self::theatre::{Flaw, NO_OVERSELL, Theatre};
use stateright::{Checker, HasDiscoveries, Model};

/// Tries every order of actions. It stops at the first failure, because a broken rule may lead to
/// endlessly many states.
fn check_all_orders(theatre: Theatre) -> impl Checker<Theatre> {
    theatre.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join()
}

#[test]
fn no_order_of_bookings_oversells_or_breaks_a_promise() {
    check_all_orders(Theatre::booked_by(3)).assert_properties();
}

#[test]
fn no_order_of_bookings_and_check_ins_oversells_or_breaks_a_promise() {
    check_all_orders(Theatre::booked_by(2).with_its_door_open()).assert_properties();
}

#[test]
fn no_order_of_bookings_and_walk_ins_oversells_or_breaks_a_promise() {
    check_all_orders(Theatre::booked_by(1).with_walk_ins()).assert_properties();
}

#[test]
fn no_order_of_bookings_and_changes_by_the_office_oversells_or_breaks_a_promise() {
    check_all_orders(Theatre::booked_by(2).with_its_office_open()).assert_properties();
}

/// The failed properties of a flawed theatre.
fn found(flaw: Flaw) -> Vec<&'static str> {
    check_all_orders(Theatre::booked_by(2).with(flaw)).discoveries().into_keys().collect()
}

#[test]
fn the_checker_finds_a_confirmation_that_does_not_count() {
    assert!(found(Flaw::ConfirmsWithoutCounting).contains(&NO_OVERSELL));
}

#[test]
fn the_checker_finds_two_bookings_computed_from_the_same_house() {
    assert!(found(Flaw::AnswersTwoAtOnce).contains(&NO_OVERSELL));
}
