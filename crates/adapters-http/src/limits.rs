//! How much each client may ask for.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::extract::FromRequestParts;
use azionelab_domain::EmailAddress;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use http::{Extensions, HeaderMap, request::Parts};

use crate::{
    app::App,
    client,
    problem::ApiError,
    settings::{Allowance, RateLimits},
};

/// How often clients that have not asked for a while are forgotten, in seconds.
const FORGET_EVERY: u64 = 60;

/// One allowance for each key.
struct Keyed(RateLimiter<u128, DashMapStateStore<u128>, DefaultClock>);

impl Keyed {
    fn new(allowance: Allowance) -> Self {
        // A pause of no time at all is the only one that makes no quota.
        let quota = Quota::with_period(allowance.one_more_every)
            .unwrap_or_else(|| Quota::per_second(allowance.burst))
            .allow_burst(allowance.burst);
        Self(RateLimiter::dashmap(quota))
    }

    fn take_one(&self, key: u128) -> Result<(), ApiError> {
        self.0.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let begun = u64::from(wait.subsec_nanos() > 0);
            ApiError::RateLimited { retry_after: (wait.as_secs() + begun).max(1) }
        })
    }

    fn forget(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }
}

/// What was asked for of late.
pub(crate) struct Limits {
    requests: Keyed,
    bookings: Keyed,
    sign_ins: Keyed,
    addresses: Keyed,
    /// Addresses are kept as hashes under a key that is drawn when the process starts.
    hasher: RandomState,
    started: Instant,
    forgotten_at: AtomicU64,
}

impl Limits {
    pub fn new(limits: &RateLimits) -> Self {
        Self {
            requests: Keyed::new(limits.requests_per_client),
            bookings: Keyed::new(limits.bookings_per_client),
            sign_ins: Keyed::new(limits.sign_ins_per_client),
            addresses: Keyed::new(limits.bookings_per_address),
            hasher: RandomState::new(),
            started: Instant::now(),
            forgotten_at: AtomicU64::new(0),
        }
    }

    /// Forgets whoever has not asked for a while, once a minute, by whoever comes by.
    fn forget_the_idle(&self) {
        let now = self.started.elapsed().as_secs();
        let before = self.forgotten_at.load(Ordering::Relaxed);
        let due = now >= before + FORGET_EVERY;
        if due
            && self
                .forgotten_at
                .compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
        {
            for keyed in [&self.requests, &self.bookings, &self.sign_ins, &self.addresses] {
                keyed.forget();
            }
        }
    }
}

impl App {
    /// Counts a request to the API.
    pub fn may_ask(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.forget_the_idle();
        limits.requests.take_one(self.client(extensions, headers))
    }

    /// Counts an attempt to book for an address.
    pub fn may_book_for(&self, email: &EmailAddress) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.addresses.take_one(u128::from(limits.hasher.hash_one(mailbox(email))))
    }

    fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> u128 {
        client::peer(extensions).map_or(0, |peer| client::key(self.proxies.client(peer, headers)))
    }
}

/// The mailbox that an address most likely leads to. Many providers deliver `anna+1@…` and
/// `an.na@…` to `anna@…`, and a host may be written in many ways: none of them is to be a way to
/// flood somebody. Whoever shares a mailbox by this rule and not in truth shares an allowance.
fn mailbox(email: &EmailAddress) -> (String, String) {
    let key = email.comparison_key();
    let (local, host) = key.rsplit_once('@').unwrap_or((&key, ""));
    let name = local.split('+').next().unwrap_or(local).replace('.', "");
    (name, idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned()))
}

/// An attempt to book that is within the client's allowance.
pub(crate) struct MayBook;

impl FromRequestParts<Arc<App>> for MayBook {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(limits) = &app.limits {
            limits.bookings.take_one(app.client(&parts.extensions, &parts.headers))?;
        }
        Ok(Self)
    }
}

/// An attempt to sign in that is within the client's allowance.
pub(crate) struct MaySignIn;

impl FromRequestParts<Arc<App>> for MaySignIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(limits) = &app.limits {
            limits.sign_ins.take_one(app.client(&parts.extensions, &parts.headers))?;
        }
        Ok(Self)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

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
    fn spellings_of_one_mailbox_share_an_allowance() {
        let mailbox = |text| mailbox(&EmailAddress::parse(text).unwrap());
        for spelling in [
            "Anna.Bianchi@example.org",
            "annabianchi+1@example.org",
            "a.n.n.a.bianchi+teatro+2@EXAMPLE.org",
            "annabianchi@\u{ff45}xample.org",
        ] {
            assert_eq!(mailbox(spelling), mailbox("annabianchi@example.org"), "{spelling}");
        }
        assert_eq!(mailbox("a@citt\u{e0}.example"), mailbox("a@xn--citt-3na.example"));
        assert_ne!(mailbox("anna@example.org"), mailbox("anna@example.net"));
        assert_ne!(mailbox("anna@example.org"), mailbox("berta@example.org"));
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
