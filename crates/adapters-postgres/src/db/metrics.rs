//! What is counted and timed of connections, for the operator of the site.

use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;

const WAIT: &str = "azionelab_database_connection_wait_seconds";
const FAILURES: &str = "azionelab_database_connection_failures_total";

/// Says what each of them is. What has not happened yet has happened no times, so that its first
/// time shows as an increase.
pub fn describe() {
    describe_histogram!(WAIT, Unit::Seconds, "Time until a connection was had, by pool");
    describe_counter!(FAILURES, "Connections that were not had in time, or at all, by pool");
    for pool in ["queries", "writing", "waiting"] {
        let _ = histogram!(WAIT, "pool" => pool);
        counter!(FAILURES, "pool" => pool).absolute(0);
    }
}

/// Notes how long somebody waited for a connection, and whether they got one.
pub(crate) fn waited(pool: &'static str, waited: Duration, in_vain: bool) {
    histogram!(WAIT, "pool" => pool).record(waited);
    if in_vain {
        counter!(FAILURES, "pool" => pool).increment(1);
    }
}
