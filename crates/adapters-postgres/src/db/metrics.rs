//! The metrics of the connection pools.

use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;

const WAIT: &str = "azionelab_database_connection_wait_seconds";
const FAILURES: &str = "azionelab_database_connection_failures_total";

/// Describes the metrics, and begins each counter at zero so that its first increase is seen.
pub fn describe() {
    describe_histogram!(WAIT, Unit::Seconds, "Time until a connection was available, by pool");
    describe_counter!(FAILURES, "Requests for a connection that failed or timed out, by pool");
    for pool in ["queries", "writing", "waiting"] {
        let _ = histogram!(WAIT, "pool" => pool);
        counter!(FAILURES, "pool" => pool).absolute(0);
    }
}

/// Records how long a request waited for a connection, and whether it failed.
pub(crate) fn waited(pool: &'static str, waited: Duration, failed: bool) {
    histogram!(WAIT, "pool" => pool).record(waited);
    if failed {
        counter!(FAILURES, "pool" => pool).increment(1);
    }
}
