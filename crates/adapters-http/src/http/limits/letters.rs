use crate::http::{problem::ApiError, settings::Allowance};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Multiplies the allowance of an address for letters from networks that have sent it none
/// recently.
const FROM_NEW_NETWORKS: u32 = 2;

/// Limits the letters that strangers may cause to one address.
///
/// Each network has its own allowance for an address, so nobody can use up the allowance of the
/// owner, who books from another network. If all networks together exceed the allowance of the
/// address, the letter waits: the booking is made, and its letter goes out later.
pub(crate) struct Letters {
    of_network: Paced,
    of_address: Paced,
}

impl Letters {
    pub fn new(of_network: Allowance, of_address: Allowance) -> Self {
        Self { of_network: Paced::new(of_network), of_address: Paced::new(of_address) }
    }

    /// Whether a network may cause another letter. `network` is a key for the network and the
    /// address.
    pub fn may_send(&self, network: u128, now: Duration) -> Result<(), ApiError> {
        let wait = self.of_network.wait(network, 1, now);
        if wait.is_zero() {
            return Ok(());
        }
        let begun = u64::from(wait.subsec_nanos() > 0);
        Err(ApiError::RateLimited { retry_after: (wait.as_secs() + begun).max(1) })
    }

    /// How long another letter has to wait, if at all.
    pub fn wait(&self, network: u128, address: u128, now: Duration) -> Option<Duration> {
        let is_new = self.of_network.is_whole(network, now);
        let times = if is_new { FROM_NEW_NETWORKS } else { 1 };
        Some(self.of_address.wait(address, times, now)).filter(|wait| !wait.is_zero())
    }

    /// Counts a letter of the network to the address.
    pub fn count(&self, network: u128, address: u128, now: Duration) {
        self.count_asked(network, now);
        self.count_written(address, now);
    }

    /// Counts a request of the network for a letter.
    pub fn count_asked(&self, network: u128, now: Duration) {
        self.of_network.count(network, now);
    }

    /// Counts a letter to the address.
    pub fn count_written(&self, address: u128, now: Duration) {
        self.of_address.count(address, now);
    }

    /// Forgets the keys whose allowance is full.
    pub fn forget(&self, now: Duration) {
        self.of_network.forget(now);
        self.of_address.forget(now);
    }
}

/// Allowances that can be read without using them (the generic cell rate algorithm). Times are
/// since the start of the process.
struct Paced {
    allowance: Allowance,
    /// When the allowance of each key is full again.
    whole_at: Mutex<HashMap<u128, Duration>>,
}

impl Paced {
    fn new(allowance: Allowance) -> Self {
        Self { allowance, whole_at: Mutex::default() }
    }

    /// How long until a letter is allowed, with `times` the usual allowance.
    fn wait(&self, key: u128, times: u32, now: Duration) -> Duration {
        let spare = (self.allowance.burst.get() * times).saturating_sub(1);
        let spare = self.allowance.one_more_every.saturating_mul(spare);
        self.whole_at(key).saturating_sub(spare).saturating_sub(now)
    }

    fn is_whole(&self, key: u128, now: Duration) -> bool {
        self.whole_at(key) <= now
    }

    fn count(&self, key: u128, now: Duration) {
        let mut all = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        let whole_at = all.entry(key).or_default();
        *whole_at = (*whole_at).max(now).saturating_add(self.allowance.one_more_every);
    }

    fn forget(&self, now: Duration) {
        let mut all = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, whole_at| *whole_at > now);
        all.shrink_to_fit();
    }

    fn whole_at(&self, key: u128) -> Duration {
        let all = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);
    const ANNA: u128 = 1;

    /// At once two letters per network and three per address, then one a minute.
    fn letters() -> Letters {
        Letters::new(Allowance::new(2, MINUTE), Allowance::new(3, MINUTE))
    }

    #[test]
    fn each_network_has_its_own_allowance() {
        let (letters, now) = (letters(), Duration::ZERO);
        for _ in 0..2 {
            assert!(letters.may_send(7, now).is_ok());
            letters.count(7, ANNA, now);
        }
        let Err(ApiError::RateLimited { retry_after }) = letters.may_send(7, now) else {
            panic!("the third of two was sent");
        };
        assert_eq!(retry_after, 60);
        assert!(letters.may_send(8, now).is_ok(), "another network has its own");
        assert!(letters.may_send(7, MINUTE).is_ok(), "a minute later there is one more");
    }

    #[test]
    fn asking_uses_nothing_up() {
        let letters = letters();
        for _ in 0..100 {
            assert!(letters.may_send(7, Duration::ZERO).is_ok());
        }
    }

    #[test]
    fn letters_beyond_the_allowance_of_an_address_are_spaced_out() {
        let (letters, now) = (letters(), Duration::ZERO);
        for network in 1..=6 {
            assert_eq!(letters.wait(network, ANNA, now), None, "a new network's first letter");
            letters.count(network, ANNA, now);
        }
        assert_eq!(letters.wait(7, ANNA, now), Some(MINUTE));
        assert_eq!(letters.wait(1, ANNA, now), Some(4 * MINUTE), "a second letter waits longer");
        letters.count(7, ANNA, now);
        assert_eq!(letters.wait(8, ANNA, now), Some(2 * MINUTE));
        assert_eq!(letters.wait(8, 2, now), None, "another address is not kept waiting");
    }

    #[test]
    fn addresses_with_a_full_allowance_are_forgotten() {
        let letters = letters();
        letters.count(7, ANNA, Duration::ZERO);
        letters.forget(MINUTE);
        assert!(letters.of_address.whole_at.lock().unwrap().is_empty());
    }
}
