//! When a message is tried again, and when no more.

use crate::mail::{MailFailure, Outgoing, Settlement, WaitsFor};
use azionelab_domain::MessageId;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// The pause after the first failed attempt; it doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// The longest pause between two attempts. RFC 5321 (section 4.5.4.1) wants half an hour in
/// general and allows less where more is known; a hold lapses in half an hour.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// The pause after a letter that may have arrived; it grows fourfold with each further one.
const PAUSE_IN_DOUBT: SignedDuration = SignedDuration::from_hours(1);

/// How often a letter is handed over that may have arrived each time: so many copies there may be.
const MOST_UNANSWERED: u32 = 3;

/// A letter is tried for about three days, so that a relay may be down for a weekend. More than
/// that is not known to help, and the reason is to be seen in the office.
const MOST_ATTEMPTS: u32 = 300;

/// However slow each attempt is, it is over after the five days that RFC 5321 names.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Even a letter that is old when mail is switched on is tried so often.
const FEWEST_ATTEMPTS: u32 = 10;

/// How many letters in a row have to be put off for it to be the mail server's fault.
const IN_A_ROW: usize = 3;

/// How often a message was tried, and since when.
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

    /// What becomes of a message after another attempt that failed.
    pub fn settle(self, failure: MailFailure, now: Timestamp, jitter: f64) -> Settlement {
        let (waits_for, problem) = match failure {
            MailFailure::Permanent(problem) => return Settlement::Refused { problem },
            MailFailure::NotTried(problem) => {
                let next_attempt_at = now + spread(FIRST_PAUSE, jitter);
                return Settlement::Postponed { next_attempt_at, problem };
            }
            MailFailure::Unanswered(problem) => return self.doubt(&problem, now, jitter),
            MailFailure::Away(problem) => (WaitsFor::Server, problem),
            MailFailure::PutOff(problem) => (WaitsFor::Mailbox, problem),
        };
        let attempts = self.failed.saturating_add(1);
        let waited = now.duration_since(self.since);
        if attempts >= MOST_ATTEMPTS || (waited >= LONGEST_WAIT && attempts >= FEWEST_ATTEMPTS) {
            return Settlement::Refused {
                problem: format!("given up after {attempts} attempts, the last: {problem}"),
            };
        }
        let pause = (FIRST_PAUSE * 2_i32.pow(self.failed.min(16))).min(LONGEST_PAUSE);
        Settlement::Waiting { next_attempt_at: now + spread(pause, jitter), waits_for, problem }
    }

    fn doubt(self, problem: &str, now: Timestamp, jitter: f64) -> Settlement {
        let unanswered = self.unanswered.saturating_add(1);
        if unanswered >= MOST_UNANSWERED {
            return Settlement::Refused {
                problem: format!(
                    "given up after {unanswered} attempts without an answer to the whole letter, \
                     which may have arrived; the last: {problem}"
                ),
            };
        }
        let pause = PAUSE_IN_DOUBT * 4_i32.pow(self.unanswered.min(8));
        Settlement::Waiting {
            next_attempt_at: now + spread(pause, jitter),
            waits_for: WaitsFor::Answer,
            problem: format!("{problem}; the letter may have arrived"),
        }
    }
}

/// Spread by a fifth, so that many messages that failed together don't come back together.
fn spread(pause: SignedDuration, jitter: f64) -> SignedDuration {
    pause.mul_f64(0.8 + 0.4 * jitter)
}

/// Finds out that an outage is over, which ends the pauses of the letters that it held up.
#[derive(Debug)]
pub(super) struct Outage(Mutex<Failing>);

#[derive(Debug)]
struct Failing {
    /// The mail server failed since it last took a letter. Not known when the process starts.
    server: bool,
    /// The letters that it put off since.
    put_off: BTreeSet<MessageId>,
}

impl Default for Outage {
    fn default() -> Self {
        Self(Mutex::new(Failing { server: true, put_off: BTreeSet::new() }))
    }
}

impl Outage {
    /// Notes what became of a message. Answers what messages need not wait for any longer.
    pub fn note(&self, message: MessageId, settlement: &Settlement) -> &'static [WaitsFor] {
        let mut failing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match settlement {
            Settlement::Waiting { waits_for: WaitsFor::Server | WaitsFor::Answer, .. }
            | Settlement::Postponed { .. } => failing.server = true,
            Settlement::Waiting { waits_for: WaitsFor::Mailbox, .. } => {
                if failing.put_off.len() < IN_A_ROW {
                    failing.put_off.insert(message);
                }
            }
            Settlement::Sent => {
                let all_were_put_off = failing.put_off.len() >= IN_A_ROW;
                failing.put_off.clear();
                let server = std::mem::take(&mut failing.server);
                // One letter that is put off alone waits alone.
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

    /// One that has seen the server take a letter.
    fn no_outage() -> Outage {
        let outage = Outage::default();
        outage.note(message(0), &Settlement::Sent);
        outage
    }

    #[test]
    fn a_server_that_is_back_ends_the_pauses_of_those_that_wait_for_it() {
        let outage = no_outage();
        outage.note(message(1), &waiting(WaitsFor::Server));
        assert_eq!(outage.note(message(2), &Settlement::Sent), [WaitsFor::Server]);
        assert_eq!(outage.note(message(3), &Settlement::Sent), []);
    }

    #[test]
    fn a_process_that_starts_does_not_know_whether_there_was_an_outage() {
        let outage = Outage::default();
        assert_eq!(outage.note(message(1), &Settlement::Sent), [WaitsFor::Server]);
    }

    #[test]
    fn one_letter_that_is_put_off_again_and_again_is_no_outage() {
        let outage = no_outage();
        for _ in 0..10 {
            outage.note(message(1), &waiting(WaitsFor::Mailbox));
        }
        assert_eq!(outage.note(message(2), &Settlement::Sent), []);
    }

    #[test]
    fn a_server_that_put_every_letter_off_ends_their_pauses_when_it_takes_one() {
        let outage = no_outage();
        for number in 1..=3 {
            outage.note(message(number), &waiting(WaitsFor::Mailbox));
        }
        let over = outage.note(message(4), &Settlement::Sent);
        assert_eq!(over, [WaitsFor::Server, WaitsFor::Mailbox]);
    }
}
