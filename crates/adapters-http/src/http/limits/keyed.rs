use crate::http::{problem::ApiError, settings::Allowance};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};

/// One allowance for each key. Only who has not got theirs back is kept, some forty bytes each:
/// as many as come between two calls of [`Self::forget`], and those who keep asking.
pub(crate) struct Keyed(RateLimiter<u128, DashMapStateStore<u128>, DefaultClock>);

impl Keyed {
    pub fn new(allowance: Allowance) -> Self {
        // A pause of no time at all is the only one that makes no quota.
        let quota = Quota::with_period(allowance.one_more_every)
            .unwrap_or_else(|| Quota::per_second(allowance.burst))
            .allow_burst(allowance.burst);
        Self(RateLimiter::dashmap(quota))
    }

    /// Counts once for `key`, or says how long to wait.
    pub fn take_one(&self, key: u128) -> Result<(), ApiError> {
        self.0.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let begun = u64::from(wait.subsec_nanos() > 0);
            ApiError::RateLimited { retry_after: (wait.as_secs() + begun).max(1) }
        })
    }

    /// Forgets whose allowance is whole again.
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
    fn who_has_asked_too_often_is_told_when_to_come_back() {
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
    fn clients_are_forgotten_once_their_allowance_is_full_again() {
        let keyed = Keyed::new(Allowance::new(1, Duration::from_nanos(1)));
        for client in 0..1000 {
            assert!(keyed.take_one(client).is_ok());
        }
        keyed.forget();
        assert!(keyed.0.is_empty());
    }
}
