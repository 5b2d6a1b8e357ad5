//! When a message is retried, and when it is given up.

use crate::mail::{MailFailure, Outgoing, Settlement, WaitsFor};
use azionelab_domain::MessageId;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// The pause after the first failed attempt. It doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// The maximum pause between two attempts. RFC 5321 (section 4.5.4.1) recommends at least 30
/// minutes in general, but allows less with more knowledge. A hold lapses after 30 minutes.
const MAX_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// The pause after an attempt that may have delivered the letter. It grows fourfold with each
/// further one.
const PAUSE_AFTER_NO_ANSWER: SignedDuration = SignedDuration::from_hours(1);

/// How often a letter is sent without an answer to its content. The guest may get that many copies.
const MAX_UNANSWERED: u32 = 3;

/// A letter is tried for about three days, so that a relay can be down for a weekend. Further
/// attempts rarely help, and the office can see the reason.
const MAX_ATTEMPTS: u32 = 300;

/// The maximum time, however slow the attempts are: the five days of RFC 5321.
const MAX_WAIT: SignedDuration = SignedDuration::from_hours(5 * 24);

/// A letter gets at least this number of attempts, even if it is old when mail is switched on.
const MIN_ATTEMPTS: u32 = 10;

/// How many letters in a row the server must defer before this counts as an outage.
const OUTAGE_THRESHOLD: usize = 3;

/// The earlier delivery attempts of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tries {
    failed: u32,
    unanswered: u32,
    since: Timestamp,
}

impl Tries {
    pub fn of(outgoing: &Outgoing) -> Self {
        match outgoing {
            Outgoing::ToGuest(entry) => Self {
                failed: entry.failed_attempts,
                unanswered: entry.unanswered_attempts,
                since: entry.created_at,
            },
            Outgoing::ToStaff(notice) => Self {
                failed: notice.failed_attempts,
                unanswered: notice.unanswered_attempts,
                since: notice.created_at,
            },
        }
    }

    /// The settlement after another failed attempt.
    pub fn settle(self, failure: MailFailure, now: Timestamp, jitter: f64) -> Settlement {
        let (waits_for, problem) = match failure {
            MailFailure::Permanent(problem) => return Settlement::Refused { problem },
            MailFailure::NotTried(problem) => {
                let next_attempt_at = now + spread(FIRST_PAUSE, jitter);
                return Settlement::Postponed { next_attempt_at, problem };
            }
            MailFailure::Unanswered(problem) => {
                return self.settle_unanswered(&problem, now, jitter);
            }
            MailFailure::Away(problem) => (WaitsFor::Server, problem),
            MailFailure::Deferred(problem) => (WaitsFor::Mailbox, problem),
        };
        let attempts = self.failed.saturating_add(1);
        let waited = now.duration_since(self.since);
        if attempts >= MAX_ATTEMPTS || (waited >= MAX_WAIT && attempts >= MIN_ATTEMPTS) {
            return Settlement::Refused {
                problem: format!("given up after {attempts} attempts, the last: {problem}"),
            };
        }
        let pause = (FIRST_PAUSE * 2_i32.pow(self.failed.min(16))).min(MAX_PAUSE);
        Settlement::Waiting { next_attempt_at: now + spread(pause, jitter), waits_for, problem }
    }

    fn settle_unanswered(self, problem: &str, now: Timestamp, jitter: f64) -> Settlement {
        let unanswered = self.unanswered.saturating_add(1);
        if unanswered >= MAX_UNANSWERED {
            return Settlement::Refused {
                problem: format!(
                    "given up after {unanswered} attempts without an answer to the whole letter, \
                     which may have arrived; the last: {problem}"
                ),
            };
        }
        let pause = PAUSE_AFTER_NO_ANSWER * 4_i32.pow(self.unanswered.min(8));
        Settlement::Waiting {
            next_attempt_at: now + spread(pause, jitter),
            waits_for: WaitsFor::Answer,
            problem: format!("{problem}; the letter may have arrived"),
        }
    }
}

/// Varies a pause by up to 20 percent, so that messages that failed together are not retried
/// together.
fn spread(pause: SignedDuration, jitter: f64) -> SignedDuration {
    pause.mul_f64(0.8 + 0.4 * jitter)
}

/// Detects the end of an outage. The letters that waited for it are then retried at once.
#[derive(Debug)]
pub(super) struct Outage(Mutex<Failing>);

#[derive(Debug)]
struct Failing {
    /// Whether the mail server has failed since it last accepted a letter. Assumed when the process
    /// starts.
    server: bool,
    /// The letters that the server has deferred since then.
    put_off: BTreeSet<MessageId>,
}

impl Default for Outage {
    fn default() -> Self {
        Self(Mutex::new(Failing { server: true, put_off: BTreeSet::new() }))
    }
}

impl Outage {
    /// Records a settlement. Returns what messages no longer need to wait for.
    pub fn note(&self, message: MessageId, settlement: &Settlement) -> &'static [WaitsFor] {
        let mut failing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match settlement {
            Settlement::Waiting { waits_for: WaitsFor::Server | WaitsFor::Answer, .. }
            | Settlement::Postponed { .. } => failing.server = true,
            Settlement::Waiting { waits_for: WaitsFor::Mailbox, .. } => {
                if failing.put_off.len() < OUTAGE_THRESHOLD {
                    failing.put_off.insert(message);
                }
            }
            Settlement::Sent => {
                let all_were_put_off = failing.put_off.len() >= OUTAGE_THRESHOLD;
                failing.put_off.clear();
                let server = std::mem::take(&mut failing.server);
                // A single deferred letter waits alone.
                return match (server, all_were_put_off) {
                    (_, true) => &[WaitsFor::Server, WaitsFor::Mailbox],
                    (true, false) => &[WaitsFor::Server],
                    (false, false) => &[],
                };
            }
            Settlement::Refused { .. } | Settlement::Dropped => {}
        }
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use azionelab_domain::MessageId;
    use uuid::Uuid;

    fn message(number: u128) -> MessageId {
        MessageId::new(Uuid::from_u128(number))
    }

    fn waiting(waits_for: WaitsFor) -> Settlement {
        let next_attempt_at = Timestamp::UNIX_EPOCH;
        Settlement::Waiting { next_attempt_at, waits_for, problem: String::new() }
    }

    /// An outage detector that has seen the server accept a letter.
    fn no_outage() -> Outage {
        let outage = Outage::default();
        outage.note(message(0), &Settlement::Sent);
        outage
    }

    #[test]
    fn letters_that_wait_for_the_server_are_retried_when_it_is_back() {
        let outage = no_outage();
        outage.note(message(1), &waiting(WaitsFor::Server));
        assert_eq!(outage.note(message(2), &Settlement::Sent), [WaitsFor::Server]);
        assert_eq!(outage.note(message(3), &Settlement::Sent), []);
    }

    #[test]
    fn a_new_process_assumes_an_outage() {
        let outage = Outage::default();
        assert_eq!(outage.note(message(1), &Settlement::Sent), [WaitsFor::Server]);
    }

    #[test]
    fn a_single_letter_that_is_deferred_repeatedly_is_no_outage() {
        let outage = no_outage();
        for _ in 0..10 {
            outage.note(message(1), &waiting(WaitsFor::Mailbox));
        }
        assert_eq!(outage.note(message(2), &Settlement::Sent), []);
    }

    #[test]
    fn deferred_letters_are_retried_when_a_server_that_deferred_them_all_accepts_one() {
        let outage = no_outage();
        for number in 1..=3 {
            outage.note(message(number), &waiting(WaitsFor::Mailbox));
        }
        let over = outage.note(message(4), &Settlement::Sent);
        assert_eq!(over, [WaitsFor::Server, WaitsFor::Mailbox]);
    }
}
