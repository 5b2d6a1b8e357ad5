use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// After how long without a guess everything is forgotten, in seconds.
const FORGOTTEN_AFTER: u64 = 60 * 60;

/// The pause after the first guess that has to wait for one, in seconds; it doubles with each.
const FIRST_PAUSE: u64 = 5;

/// How many guesses are free, and how long the pauses between the others become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Patience {
    pub free: u32,
    /// In seconds.
    pub longest_pause: u64,
}

/// What was guessed for one account from one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Guessed {
    wrong: u32,
    last: u64,
    /// No guess is looked at before, in seconds.
    not_before: u64,
}

/// A guess that is under way, with what was so before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guess {
    key: u64,
    before: Guessed,
}

/// Passwords that were guessed wrong of late. A guess counts as wrong from when it is made, so
/// that many at once gain nothing.
#[derive(Default)]
pub(super) struct Guesses(Mutex<HashMap<u64, Guessed>>);

impl Guesses {
    /// Counts a guess, or says how many seconds to wait. Who asks too early is not counted.
    pub fn take_one(&self, key: u64, patience: Patience, now: u64) -> Result<Guess, u64> {
        let mut all = self.lock();
        let before = all.get(&key).copied().unwrap_or_default();
        if now < before.not_before {
            return Err(before.not_before - now);
        }
        let wrong = before.wrong.saturating_add(1);
        let not_before = match wrong.checked_sub(patience.free) {
            None => 0,
            Some(beyond) => {
                let doubled = 2_u64.saturating_pow(beyond).saturating_mul(FIRST_PAUSE);
                now + doubled.min(patience.longest_pause)
            }
        };
        all.insert(key, Guessed { wrong, last: now, not_before });
        Ok(Guess { key, before })
    }

    /// It was right: whoever guessed has a clean slate.
    pub fn was_right(&self, guess: Guess) {
        self.lock().remove(&guess.key);
    }

    /// It was not even wrong: all is as before.
    pub fn give_back(&self, guess: Guess) {
        self.lock().insert(guess.key, guess.before);
    }

    /// Forgets what was guessed long ago.
    pub fn forget(&self, now: u64) {
        self.lock().retain(|_, guessed| now < guessed.last + FORGOTTEN_AFTER);
    }

    /// No one step leaves it half changed, so whoever panicked with it has not spoilt it.
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
        let guesses = Guesses::default();
        let mut now = 1_000;
        let mut waited = Vec::new();
        for _ in 0..9 {
            while let Err(wait) = guesses.take_one(1, PATIENCE, now) {
                waited.push(wait);
                now += wait;
            }
        }
        assert_eq!(waited, [5, 10, 20, 40, 60, 60]);
        assert!(guesses.take_one(2, PATIENCE, now).is_ok(), "another one is not kept waiting");
    }

    #[test]
    fn many_guesses_at_once_count_before_it_is_known_how_they_end() {
        let guesses = Guesses::default();
        let let_through = (0..100).filter(|_| guesses.take_one(1, PATIENCE, 0).is_ok()).count();
        assert_eq!(let_through, 3);
    }

    #[test]
    fn a_right_guess_makes_a_clean_slate() {
        let guesses = Guesses::default();
        for _ in 0..2 {
            guesses.take_one(1, PATIENCE, 0).unwrap();
        }
        guesses.was_right(guesses.take_one(1, PATIENCE, 0).unwrap());
        for _ in 0..3 {
            guesses.take_one(1, PATIENCE, 0).unwrap();
        }
        assert_eq!(guesses.take_one(1, PATIENCE, 0).unwrap_err(), 5);
    }

    #[test]
    fn what_was_given_back_was_never_guessed() {
        let guesses = Guesses::default();
        for _ in 0..10 {
            guesses.give_back(guesses.take_one(1, PATIENCE, 0).unwrap());
        }
    }

    #[test]
    fn what_was_guessed_long_ago_is_forgotten() {
        let guesses = Guesses::default();
        for _ in 0..3 {
            guesses.take_one(1, PATIENCE, 0).unwrap();
        }
        guesses.forget(FORGOTTEN_AFTER - 1);
        assert_eq!(guesses.lock().len(), 1);
        guesses.forget(FORGOTTEN_AFTER);
        assert_eq!(guesses.lock().len(), 0);
    }
}
