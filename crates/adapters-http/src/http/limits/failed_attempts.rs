use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// After how long without a guess everything is forgotten, in seconds.
const FORGOTTEN_AFTER: u64 = 60 * 60;

/// The pause after the first guess that has to wait for one, in seconds; it doubles with each.
const FIRST_PAUSE: u64 = 5;

/// How many attempts are free, and how long the pauses between the others become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Patience {
    pub free: u32,
    /// In seconds.
    pub longest_pause: u64,
}

impl Patience {
    /// How many seconds after the latest of so many wrong attempts none is looked at.
    fn pause_after(self, wrong: u32) -> u64 {
        wrong.checked_sub(self.free).map_or(0, |beyond| {
            let doubled = 2_u64.saturating_pow(beyond).saturating_mul(FIRST_PAUSE);
            doubled.min(self.longest_pause)
        })
    }
}

/// What was guessed for one account from one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Guessed {
    wrong: u32,
    last: u64,
    /// No guess is looked at before, in seconds.
    not_before: u64,
}

/// A guess that is under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guess {
    key: u64,
    patience: Patience,
    /// How many there are with this one.
    number: u32,
}

/// Passwords that were guessed wrong of late. A guess counts as wrong from when it is made, so
/// that many at once gain nothing.
#[derive(Default)]
pub(crate) struct FailedAttempts(Mutex<HashMap<u64, Guessed>>);

impl FailedAttempts {
    /// Counts a guess, or says how many seconds to wait. Who asks too early is not counted.
    pub fn take_one(&self, key: u64, patience: Patience, now: u64) -> Result<Guess, u64> {
        let mut all = self.lock();
        let before = all.get(&key).copied().unwrap_or_default();
        if now < before.not_before {
            return Err(before.not_before - now);
        }
        let wrong = before.wrong.saturating_add(1);
        let not_before = now + patience.pause_after(wrong);
        all.insert(key, Guessed { wrong, last: now, not_before });
        Ok(Guess { key, patience, number: wrong })
    }

    /// It was right: whatever was guessed up to then is forgiven.
    pub fn was_right(&self, guess: Guess) {
        self.take_off(guess, guess.number);
    }

    /// It was not even wrong, and counts for nothing.
    pub fn give_back(&self, guess: Guess) {
        self.take_off(guess, 1);
    }

    /// Attempts that were made meanwhile count as before: else who sends one that is given back
    /// beside many that are wrong would guess as often as they like.
    fn take_off(&self, Guess { key, patience, .. }: Guess, count: u32) {
        let mut all = self.lock();
        let Some(guessed) = all.get_mut(&key) else { return };
        guessed.wrong = guessed.wrong.saturating_sub(count);
        guessed.not_before = guessed.last + patience.pause_after(guessed.wrong);
        if guessed.wrong == 0 {
            all.remove(&key);
        }
    }

    /// Forgets what was guessed long ago.
    pub fn forget(&self, now: u64) {
        self.lock().retain(|_, guessed| now < guessed.last + FORGOTTEN_AFTER);
    }

    /// No one step leaves it half changed, so a panic has not spoilt it.
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Guessed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { free: 3, longest_pause: 60 };

    #[test]
    fn pauses_grow_with_each_wrong_guess_up_to_the_longest() {
        let attempts = FailedAttempts::default();
        let mut now = 1_000;
        let mut waited = Vec::new();
        for _ in 0..9 {
            while let Err(wait) = attempts.take_one(1, PATIENCE, now) {
                waited.push(wait);
                now += wait;
            }
        }
        assert_eq!(waited, [5, 10, 20, 40, 60, 60]);
        assert!(attempts.take_one(2, PATIENCE, now).is_ok(), "another one is not kept waiting");
    }

    #[test]
    fn many_guesses_at_once_count_before_it_is_known_how_they_end() {
        let attempts = FailedAttempts::default();
        let let_through = (0..100).filter(|_| attempts.take_one(1, PATIENCE, 0).is_ok()).count();
        assert_eq!(let_through, 3);
    }

    #[test]
    fn a_right_guess_makes_a_clean_slate() {
        let attempts = FailedAttempts::default();
        for _ in 0..2 {
            attempts.take_one(1, PATIENCE, 0).unwrap();
        }
        attempts.was_right(attempts.take_one(1, PATIENCE, 0).unwrap());
        for _ in 0..3 {
            attempts.take_one(1, PATIENCE, 0).unwrap();
        }
        assert_eq!(attempts.take_one(1, PATIENCE, 0).unwrap_err(), 5);
    }

    #[test]
    fn what_was_given_back_was_never_guessed() {
        let attempts = FailedAttempts::default();
        for _ in 0..10 {
            attempts.give_back(attempts.take_one(1, PATIENCE, 0).unwrap());
        }
    }

    #[test]
    fn what_was_guessed_meanwhile_is_not_given_back() {
        let attempts = FailedAttempts::default();
        let without_code = attempts.take_one(1, PATIENCE, 0).unwrap();
        for _ in 0..2 {
            attempts.take_one(1, PATIENCE, 0).unwrap();
        }
        attempts.give_back(without_code);
        assert!(attempts.take_one(1, PATIENCE, 0).is_ok(), "the third");
        assert_eq!(attempts.take_one(1, PATIENCE, 0).unwrap_err(), 5);
    }

    #[test]
    fn what_was_guessed_after_a_right_guess_is_not_forgiven() {
        let attempts = FailedAttempts::default();
        let right = attempts.take_one(1, PATIENCE, 0).unwrap();
        for _ in 0..2 {
            attempts.take_one(1, PATIENCE, 0).unwrap();
        }
        attempts.was_right(right);
        assert!(attempts.take_one(1, PATIENCE, 0).is_ok(), "the third");
        assert_eq!(attempts.take_one(1, PATIENCE, 0).unwrap_err(), 5);
    }

    #[test]
    fn what_was_guessed_long_ago_is_forgotten() {
        let attempts = FailedAttempts::default();
        for _ in 0..3 {
            attempts.take_one(1, PATIENCE, 0).unwrap();
        }
        attempts.forget(FORGOTTEN_AFTER - 1);
        assert_eq!(attempts.lock().len(), 1);
        attempts.forget(FORGOTTEN_AFTER);
        assert_eq!(attempts.lock().len(), 0);
    }
}
