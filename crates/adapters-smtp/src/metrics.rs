//! Metrics of mail.

use azionelab_application::mail::MailFailure;
use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;
use tokio::time::Instant;

const LETTERS: &str = "azionelab_mail_total";
const HAND_OVER: &str = "azionelab_mail_hand_over_seconds";

/// Describes the metrics. Sets all counters to 0, so that the first event shows as an increase.
pub fn describe() {
    describe_counter!(
        LETTERS,
        "Letters by result: sent; deferred and retried later; unanswered, perhaps accepted; \
         refused permanently; not_tried because the mail server had just failed or was busy"
    );
    describe_histogram!(HAND_OVER, Unit::Seconds, "Time that the mail server took for a letter");
    for result in ["sent", "deferred", "unanswered", "refused", "not_tried"] {
        counter!(LETTERS, "result" => result).absolute(0);
    }
    let _ = histogram!(HAND_OVER);
}

/// Counts a letter that was not tried.
pub(crate) fn not_tried() {
    counter!(LETTERS, "result" => "not_tried").increment(1);
}

/// Counts the result of a delivery and records its duration.
pub(crate) async fn measured(
    hand_over: impl Future<Output = Result<(), MailFailure>>,
) -> Result<(), MailFailure> {
    let started = Instant::now();
    let outcome = hand_over.await;
    record(&outcome, started.elapsed());
    outcome
}

fn record(outcome: &Result<(), MailFailure>, took: Duration) {
    let result = match outcome {
        Ok(()) => "sent",
        Err(MailFailure::NotTried(_)) => return not_tried(),
        Err(MailFailure::Away(_) | MailFailure::Deferred(_)) => "deferred",
        Err(MailFailure::Unanswered(_)) => "unanswered",
        Err(MailFailure::Permanent(_)) => "refused",
    };
    counter!(LETTERS, "result" => result).increment(1);
    histogram!(HAND_OVER).record(took);
}
