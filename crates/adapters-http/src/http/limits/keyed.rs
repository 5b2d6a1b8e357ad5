use crate::http::{problem::ApiError, settings::Allowance};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};

/// One allowance per key. Only keys whose allowance is not full are stored, about forty bytes each:
/// those that came since the last call of [`Self::forget`], and those that keep asking.
pub(crate) struct Keyed(RateLimiter<u128, DashMapStateStore<u128>, DefaultClock>);

impl Keyed {
    pub fn new(allowance: Allowance) -> Self {
        // Only a period of zero makes no quota.
        let quota = Quota::with_period(allowance.one_more_every)
            .unwrap_or_else(|| Quota::per_second(allowance.burst))
            .allow_burst(allowance.burst);
        Self(RateLimiter::dashmap(quota))
    }

    /// Counts a request of `key`, or refuses it with the time to wait.
    pub fn take_one(&self, key: u128) -> Result<(), ApiError> {
        self.0.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let begun = u64::from(wait.subsec_nanos() > 0);
            ApiError::RateLimited { retry_after: (wait.as_secs() + begun).max(1) }
        })
    }

    /// Forgets the keys whose allowance is full.
    pub fn forget(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_client_over_its_limit_is_told_how_long_to_wait() {
        let keyed = Keyed::new(Allowance::new(2, Duration::from_secs(90)));
        assert!(keyed.take_one(1).is_ok());
        assert!(keyed.take_one(1).is_ok());
        match keyed.take_one(1) {
            Err(ApiError::RateLimited { retry_after }) => assert!((1..=90).contains(&retry_after)),
            _ => panic!("the third of two was let through"),
        }
        assert!(keyed.take_one(2).is_ok(), "another client has its own allowance");
    }

    #[test]
    fn clients_with_a_full_allowance_are_forgotten() {
        let keyed = Keyed::new(Allowance::new(1, Duration::from_nanos(1)));
        for client in 0..1000 {
            assert!(keyed.take_one(client).is_ok());
        }
        keyed.forget();
        assert!(keyed.0.is_empty());
    }
}
