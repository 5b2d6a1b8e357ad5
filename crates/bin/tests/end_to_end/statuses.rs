//! Every status that the description of the API promises, from outside.

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

/// What is promised and can't be provoked from outside, and why.
fn why_not_provoked(promise: &Promise) -> Option<&'static str> {
    Some(match (&*promise.method, &*promise.route, promise.status, &*promise.problem) {
        (.., 500, _) => "a bug, or a table that is gone: the router's own tests let a port fail",
        (.., 504, _) => "half a minute of silence: the router's own tests have a shorter patience",
        (.., 408, _) => "a quarter of a minute: the router's own tests have a shorter patience",
        ("GET", _, 403, "cross-site") => {
            "another site may link to us; `Sec-Fetch-Site` is for writes"
        }
        ("GET", "/api/v1/door/performances", 403, _) => "every role may let people in",
        (.., 409, "too-many-unconfirmed") => {
            "no limits are set here: `attacks/hoarding.rs` has them"
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
    assert!(unproved.is_empty(), "promised, and never seen: {unproved:#?}");
    let surprises: Vec<_> = proved.difference(&promised).collect();
    assert!(surprises.is_empty(), "seen, and never promised: {surprises:#?}");
    let wrong: Vec<_> =
        proved.iter().filter(|promise| why_not_provoked(promise).is_some()).collect();
    assert!(wrong.is_empty(), "said to be out of reach, and seen: {wrong:#?}");
}
