//! Metrics of requests. Labels have few values: never an address, an id, or text from a client.

use http::StatusCode;
use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;

const REQUESTS: &str = "azionelab_http_requests_total";
const LATENCY: &str = "azionelab_http_request_duration_seconds";
const PROBLEMS: &str = "azionelab_http_problems_total";

/// A kind of request that is counted by outcome.
pub(crate) struct Act {
    pub method: &'static str,
    pub route: &'static str,
    counter: &'static str,
    /// The outcome of a success; a failure has the problem's name.
    well: &'static str,
    about: &'static str,
}

pub(crate) const ACTS: [Act; 6] = [
    Act {
        method: "POST",
        route: "/api/v1/performances/{id}/reservations",
        counter: "azionelab_bookings_total",
        well: "placed",
        about: "Attempts of visitors to book, by outcome",
    },
    Act {
        method: "POST",
        route: "/api/v1/reservation/confirm",
        counter: "azionelab_confirmations_total",
        well: "confirmed",
        about: "Attempts of holders to confirm, by outcome",
    },
    Act {
        method: "POST",
        route: "/api/v1/reservation/cancel",
        counter: "azionelab_cancellations_total",
        well: "cancelled",
        about: "Attempts of holders to cancel, by outcome",
    },
    Act {
        method: "POST",
        route: "/api/v1/check-ins",
        counter: "azionelab_check_ins_total",
        well: "admitted",
        about: "Parties checked in at the door, by answer",
    },
    Act {
        method: "POST",
        route: "/api/v1/door/walk-ins",
        counter: "azionelab_walk_ins_total",
        well: "seated",
        about: "Parties seated without a reservation, by answer",
    },
    Act {
        method: "POST",
        route: "/api/v1/session",
        counter: "azionelab_sign_ins_total",
        well: "signed-in",
        about: "Attempts of staff to sign in, by outcome",
    },
];

/// Describes the metrics. Counters start at zero, so that their first increment shows.
pub fn describe() {
    describe_counter!(REQUESTS, "Requests by method, route and class of status");
    describe_histogram!(LATENCY, Unit::Seconds, "Time until an answer begins, by method and route");
    describe_counter!(PROBLEMS, "Problem documents answered, by their name");
    for act in &ACTS {
        describe_counter!(act.counter, act.about);
        counter!(act.counter, "outcome" => act.well).absolute(0);
    }
    counter!(PROBLEMS, "problem" => "internal").absolute(0);
}

/// Records an answered request. `route` is the route's template.
pub(crate) fn note(
    method: &'static str,
    route: &str,
    status: StatusCode,
    problem: Option<&'static str>,
    latency: Duration,
) {
    let template = route.to_owned();
    counter!(REQUESTS, "method" => method, "route" => template.clone(), "status" => class(status))
        .increment(1);
    histogram!(LATENCY, "method" => method, "route" => template).record(latency);
    if let Some(problem) = problem {
        counter!(PROBLEMS, "problem" => problem).increment(1);
    }
    let act = ACTS.iter().find(|act| act.method == method && act.route == route);
    if let Some(act) = act {
        counter!(act.counter, "outcome" => problem.unwrap_or(act.well)).increment(1);
    }
}

const fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
