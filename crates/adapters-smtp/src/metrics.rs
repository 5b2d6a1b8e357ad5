//! What is counted and timed of letters, for whoever keeps the site running.

use azionelab_application::mail::MailFailure;
use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;
use tokio::time::Instant;

const LETTERS: &str = "azionelab_mail_total";
const HAND_OVER: &str = "azionelab_mail_hand_over_seconds";

/// Says what each of them is. What has not happened yet has happened no times, so that its first
/// time shows as an increase.
pub fn describe() {
    describe_counter!(
        LETTERS,
        "Letters by result: sent; deferred, to be tried again; unanswered, perhaps taken; refused \
         for ever; not_tried, for the mail server failed a moment before or was busy"
    );
    describe_histogram!(HAND_OVER, Unit::Seconds, "Time that the mail server took for a letter");
    for result in ["sent", "deferred", "unanswered", "refused", "not_tried"] {
        counter!(LETTERS, "result" => result).absolute(0);
    }
    let _ = histogram!(HAND_OVER);
}

/// Notes a letter that nobody was asked to take.
pub(crate) fn not_tried() {
    counter!(LETTERS, "result" => "not_tried").increment(1);
}

/// Notes how handing a letter over went, and how long it took.
pub(crate) async fn noted(
    hand_over: impl Future<Output = Result<(), MailFailure>>,
) -> Result<(), MailFailure> {
    let started = Instant::now();
    let outcome = hand_over.await;
    note(&outcome, started.elapsed());
    outcome
}

fn note(outcome: &Result<(), MailFailure>, took: Duration) {
    let result = match outcome {
        Ok(()) => "sent",
        Err(MailFailure::NotTried(_)) => return not_tried(),
        Err(MailFailure::Away(_) | MailFailure::PutOff(_)) => "deferred",
        Err(MailFailure::Unanswered(_)) => "unanswered",
        Err(MailFailure::Permanent(_)) => "refused",
    };
    counter!(LETTERS, "result" => result).increment(1);
    histogram!(HAND_OVER).record(took);
}
