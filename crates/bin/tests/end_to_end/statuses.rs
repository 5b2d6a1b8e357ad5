//! Tests every status that the OpenAPI document promises, from outside.

mod account;
mod booking;
mod box_office;
mod case;
mod described;
mod door;
mod every_route;
mod holder;
mod office;
mod privacy;
mod programme;
mod progress;
mod public;
mod roles;
mod session;
mod staff;
mod theatre;
mod ticket;

use self::{case::Promise, theatre::Theatre};

/// Promises that cannot be tested from outside, with the reason.
fn why_not_provoked(promise: &Promise) -> Option<&'static str> {
    Some(match (&*promise.method, &*promise.route, promise.status, &*promise.problem) {
        (.., 500, _) => "needs a bug or a missing table: the router's tests make a port fail",
        (.., 504, _) => "needs half a minute: the router's tests have a shorter timeout",
        (.., 408, _) => "needs a quarter of a minute: the router's tests have a shorter timeout",
        ("GET", _, 403, "cross-site") => {
            "other sites may link to us; only writes check `Sec-Fetch-Site`"
        }
        ("GET", "/api/v1/door/performances", 403, _) => "every role may check people in",
        (.., 409, "too-many-unconfirmed") => {
            "these tests have no limits; `attacks/hoarding.rs` tests them"
        }
        _ => return None,
    })
}

#[test]
fn every_promised_status_has_a_case_and_every_case_is_promised() {
    let theatre = Theatre::open();
    let routes = described::routes(&theatre);
    let promised = described::promises(&routes);
    let mut proved = every_route::proved(&routes);
    proved.extend(roles::proved(&routes));
    for cases in [
        account::cases(),
        booking::cases(),
        box_office::cases(),
        door::cases(),
        holder::cases(),
        office::cases(),
        privacy::cases(),
        progress::cases(),
        public::cases(),
        session::cases(),
        staff::cases(),
        programme::cases(),
        ticket::cases(),
    ] {
        proved.extend(cases.iter().map(case::Case::promise));
    }
    let unproved: Vec<_> = promised
        .difference(&proved)
        .filter(|promise| why_not_provoked(promise).is_none())
        .collect();
    assert!(unproved.is_empty(), "promised but not tested: {unproved:#?}");
    let surprises: Vec<_> = proved.difference(&promised).collect();
    assert!(surprises.is_empty(), "tested but not promised: {surprises:#?}");
    let wrong: Vec<_> =
        proved.iter().filter(|promise| why_not_provoked(promise).is_some()).collect();
    assert!(wrong.is_empty(), "tested, although listed as not testable: {wrong:#?}");
}
