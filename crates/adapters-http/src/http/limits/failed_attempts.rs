use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// In seconds without a new attempt.
const FORGOTTEN_AFTER: u64 = 60 * 60;

/// In seconds; it doubles with each further attempt.
const FIRST_PAUSE: u64 = 5;

/// How many attempts are free, and how long the pauses between further ones get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RetryPolicy {
    pub free: u32,
    /// In seconds.
    pub longest_pause: u64,
}

impl RetryPolicy {
    /// How many seconds further attempts are refused after this many failed ones.
    fn pause_after(self, wrong: u32) -> u64 {
        wrong.checked_sub(self.free).map_or(0, |beyond| {
            let doubled = 2_u64.saturating_pow(beyond).saturating_mul(FIRST_PAUSE);
            doubled.min(self.longest_pause)
        })
    }
}

/// The failed attempts for one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Failures {
    wrong: u32,
    last: u64,
    /// In seconds: earlier attempts are refused.
    not_before: u64,
}

/// An attempt whose outcome is not known yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PendingAttempt {
    key: u64,
    policy: RetryPolicy,
    /// The number of attempts including this one.
    number: u32,
}

/// Recent failed attempts to give a password. An attempt counts as failed from its start, so that
/// concurrent attempts gain nothing.
#[derive(Default)]
pub(crate) struct FailedAttempts(Mutex<HashMap<u64, Failures>>);

impl FailedAttempts {
    /// Counts an attempt, or returns how many seconds to wait. A refused attempt is not counted.
    pub fn take_one(&self, key: u64, policy: RetryPolicy, now: u64) -> Result<PendingAttempt, u64> {
        let mut all = self.lock();
        let before = all.get(&key).copied().unwrap_or_default();
        if now < before.not_before {
            return Err(before.not_before - now);
        }
        let wrong = before.wrong.saturating_add(1);
        let not_before = now + policy.pause_after(wrong);
        all.insert(key, Failures { wrong, last: now, not_before });
        Ok(PendingAttempt { key, policy, number: wrong })
    }

    /// Forgives this attempt and all earlier ones, because it succeeded.
    pub fn was_right(&self, attempt: PendingAttempt) {
        self.take_off(attempt, attempt.number);
    }

    /// Forgives only this attempt, because it neither succeeded nor failed.
    pub fn give_back(&self, attempt: PendingAttempt) {
        self.take_off(attempt, 1);
    }

    /// Attempts made in the meantime still count. Otherwise a client could mix attempts that are
    /// given back with any number of failed ones.
    fn take_off(&self, PendingAttempt { key, policy, .. }: PendingAttempt, count: u32) {
        let mut all = self.lock();
        let Some(failures) = all.get_mut(&key) else { return };
        failures.wrong = failures.wrong.saturating_sub(count);
        failures.not_before = failures.last + policy.pause_after(failures.wrong);
        if failures.wrong == 0 {
            all.remove(&key);
        }
    }

    pub fn forget(&self, now: u64) {
        self.lock().retain(|_, failures| now < failures.last + FORGOTTEN_AFTER);
    }

    /// No operation leaves the map half changed, so a panic does not poison it.
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy { free: 3, longest_pause: 60 };

    #[test]
    fn pauses_double_up_to_the_longest() {
        let attempts = FailedAttempts::default();
        let mut now = 1_000;
        let mut waited = Vec::new();
        for _ in 0..9 {
            while let Err(wait) = attempts.take_one(1, POLICY, now) {
                waited.push(wait);
                now += wait;
            }
        }
        assert_eq!(waited, [5, 10, 20, 40, 60, 60]);
        assert!(attempts.take_one(2, POLICY, now).is_ok(), "another one is not kept waiting");
    }

    #[test]
    fn concurrent_attempts_count_before_their_outcome_is_known() {
        let attempts = FailedAttempts::default();
        let let_through = (0..100).filter(|_| attempts.take_one(1, POLICY, 0).is_ok()).count();
        assert_eq!(let_through, 3);
    }

    #[test]
    fn a_successful_attempt_resets_the_count() {
        let attempts = FailedAttempts::default();
        for _ in 0..2 {
            attempts.take_one(1, POLICY, 0).unwrap();
        }
        attempts.was_right(attempts.take_one(1, POLICY, 0).unwrap());
        for _ in 0..3 {
            attempts.take_one(1, POLICY, 0).unwrap();
        }
        assert_eq!(attempts.take_one(1, POLICY, 0).unwrap_err(), 5);
    }

    #[test]
    fn an_attempt_given_back_does_not_count() {
        let attempts = FailedAttempts::default();
        for _ in 0..10 {
            attempts.give_back(attempts.take_one(1, POLICY, 0).unwrap());
        }
    }

    #[test]
    fn giving_back_keeps_attempts_made_in_the_meantime() {
        let attempts = FailedAttempts::default();
        let without_code = attempts.take_one(1, POLICY, 0).unwrap();
        for _ in 0..2 {
            attempts.take_one(1, POLICY, 0).unwrap();
        }
        attempts.give_back(without_code);
        assert!(attempts.take_one(1, POLICY, 0).is_ok(), "the third");
        assert_eq!(attempts.take_one(1, POLICY, 0).unwrap_err(), 5);
    }

    #[test]
    fn success_keeps_attempts_made_in_the_meantime() {
        let attempts = FailedAttempts::default();
        let right = attempts.take_one(1, POLICY, 0).unwrap();
        for _ in 0..2 {
            attempts.take_one(1, POLICY, 0).unwrap();
        }
        attempts.was_right(right);
        assert!(attempts.take_one(1, POLICY, 0).is_ok(), "the third");
        assert_eq!(attempts.take_one(1, POLICY, 0).unwrap_err(), 5);
    }

    #[test]
    fn old_attempts_are_forgotten() {
        let attempts = FailedAttempts::default();
        for _ in 0..3 {
            attempts.take_one(1, POLICY, 0).unwrap();
        }
        attempts.forget(FORGOTTEN_AFTER - 1);
        assert_eq!(attempts.lock().len(), 1);
        attempts.forget(FORGOTTEN_AFTER);
        assert_eq!(attempts.lock().len(), 0);
    }
}
