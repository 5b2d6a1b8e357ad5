//! Rate limits per client.
//!
//! One address often serves a whole foyer of visitors. Reading, booking and the work of staff are
//! counted separately, so that none of them blocks another. A valid session has a limit of its own.

mod failed_attempts;
mod keyed;
mod known_sessions;
mod letters;
mod scope;
mod signing_in;

use self::{
    failed_attempts::FailedAttempts, keyed::Keyed, known_sessions::KnownSessions, letters::Letters,
    scope::Scope,
};
use super::{client, extract::StaffCookies, problem::ApiError, settings::RateLimits, state::App};
use axum::extract::FromRequestParts;
use azionelab_domain::{EmailAddress, ReservationId, Secret, StaffId};
use http::{Extensions, HeaderMap, Request, request::Parts};
use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Semaphore;

pub(crate) use self::signing_in::{Attempt, Client};

/// In seconds. All clients are stored in between. The interval is long enough to cost nothing, and
/// short enough that ten thousand new networks a second take a few megabytes.
const FORGET_EVERY: u64 = 10;

/// How many passwords of unknown browsers may wait for hashing. Hashing is slow on purpose, and
/// known browsers must not queue behind many strangers.
const STRANGERS_WAITING: usize = 32;

pub(crate) struct Limits {
    reads: Keyed,
    requests: Keyed,
    staff: Keyed,
    sessions: Keyed,
    known_sessions: KnownSessions,
    bookings: Keyed,
    sign_ins: Keyed,
    failed_attempts: FailedAttempts,
    strangers: Arc<Semaphore>,
    letters: Letters,
    resends_per_guest: Keyed,
    resends_per_colleague: Keyed,
    /// Addresses and sessions are stored as hashes, with a random key per process.
    hasher: RandomState,
    started: Instant,
    forgotten_at: AtomicU64,
}

impl Limits {
    pub fn new(limits: &RateLimits) -> Self {
        Self {
            reads: Keyed::new(limits.reads_per_client),
            requests: Keyed::new(limits.requests_per_client),
            staff: Keyed::new(limits.staff_per_client),
            sessions: Keyed::new(limits.requests_per_client),
            known_sessions: KnownSessions::default(),
            bookings: Keyed::new(limits.bookings_per_client),
            sign_ins: Keyed::new(limits.sign_ins_per_client),
            failed_attempts: FailedAttempts::default(),
            strangers: Arc::new(Semaphore::new(STRANGERS_WAITING)),
            letters: Letters::new(limits.bookings_per_address, limits.letters_per_address),
            resends_per_guest: Keyed::new(limits.resends_per_guest),
            resends_per_colleague: Keyed::new(limits.resends_per_colleague),
            hasher: RandomState::new(),
            started: Instant::now(),
            forgotten_at: AtomicU64::new(0),
        }
    }

    /// Forgets idle clients if [`FORGET_EVERY`] has passed since the last time.
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
            let Self { reads, requests, staff, sessions, .. } = self;
            let Self { bookings, sign_ins, resends_per_guest, resends_per_colleague, .. } = self;
            for keyed in [reads, requests, staff, sessions, bookings, sign_ins] {
                keyed.forget();
            }
            resends_per_guest.forget();
            resends_per_colleague.forget();
            self.letters.forget(Duration::from_secs(now));
            self.known_sessions.forget(now);
            self.failed_attempts.forget(now);
        }
    }

    /// Counts a request to a route for staff.
    fn staff_may_ask(&self, client: u128, token: Option<&Secret>) -> Result<(), ApiError> {
        let session = token.map(|token| self.session(token));
        match session
            .filter(|session| self.known_sessions.has(*session, self.started.elapsed().as_secs()))
        {
            Some(session) => self.sessions.take_one(u128::from(session)),
            None => self.staff.take_one(client),
        }
    }

    fn session(&self, token: &Secret) -> u64 {
        self.hasher.hash_one(token.hash())
    }
}

impl App {
    /// Counts a request to the API.
    pub fn may_ask<B>(&self, request: &Request<B>) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.forget_the_idle();
        let client = self.client(request.extensions(), request.headers());
        match Scope::of(request.method(), request.uri().path()) {
            Scope::Programme => limits.reads.take_one(client),
            Scope::Reservations => limits.requests.take_one(client),
            Scope::Staff => {
                let headers = request.headers();
                let token = StaffCookies::of(self, headers).session_token(headers);
                limits.staff_may_ask(client, token.as_ref())
            }
        }
    }

    /// Counts a request for a page or a feed.
    pub fn may_read(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.forget_the_idle();
        limits.reads.take_one(self.client(extensions, headers))
    }

    /// Gives a valid session its own limit from now on.
    pub fn session_is_valid(&self, token: &Secret) {
        if let Some(limits) = &self.limits {
            limits.known_sessions.add(limits.session(token), limits.started.elapsed().as_secs());
        }
    }

    /// Checks that the client may cause a letter to this address.
    pub fn may_book_for(
        &self,
        email: &EmailAddress,
        from: Option<IpAddr>,
    ) -> Result<Option<LetterTo>, ApiError> {
        let Some(limits) = &self.limits else { return Ok(None) };
        let letter = LetterTo {
            address: u128::from(limits.hasher.hash_one(mailbox(email))),
            network: u128::from(
                limits.hasher.hash_one((mailbox(email), from.map(client::network))),
            ),
        };
        limits.letters.may_send(letter.network, limits.started.elapsed())?;
        Ok(Some(letter))
    }

    /// How long a letter has to wait, if at all.
    pub fn letter_delay(&self, letter: Option<LetterTo>) -> Option<Duration> {
        let (limits, letter) = (self.limits.as_ref()?, letter?);
        limits.letters.wait(letter.network, letter.address, limits.started.elapsed())
    }

    /// Counts a letter after it is stored. A refused booking sends none.
    pub fn letter_is_stored(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count(letter.network, letter.address, limits.started.elapsed());
        }
    }

    /// Counts a request for a letter, whether or not there is one to send: the limit must not
    /// reveal which.
    pub fn letter_is_asked_for(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count_asked(letter.network, limits.started.elapsed());
        }
    }

    /// Counts a requested letter that exists.
    pub fn letter_is_written(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count_written(letter.address, limits.started.elapsed());
        }
    }

    /// Counts a letter that a member of staff sends again.
    pub fn may_resend(&self, who: StaffId, to: ReservationId) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.resends_per_guest.take_one(to.uuid().as_u128())?;
        limits.resends_per_colleague.take_one(who.uuid().as_u128())
    }

    fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> u128 {
        client::peer(extensions).map_or(0, |peer| client::key(self.proxies.client(peer, headers)))
    }
}

/// The mailbox that an address most likely delivers to. Many providers deliver `anna+1@…` and
/// `an.na@…` to `anna@…`, and a host has several spellings. None of them may help to flood
/// somebody. Two people whose addresses differ only by such a spelling share an allowance.
fn mailbox(email: &EmailAddress) -> (String, String) {
    let key = email.comparison_key();
    let (local, host) = key.rsplit_once('@').unwrap_or((key, ""));
    let name = local.split('+').next().unwrap_or(local).replace('.', "");
    (name, idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned()))
}

/// A letter to a visitor: hashes of the address, and of the network with the address.
#[derive(Clone, Copy)]
pub(crate) struct LetterTo {
    address: u128,
    network: u128,
}

/// A request to book within the client's limit. It holds the client's address.
pub(crate) struct MayBook(pub Option<IpAddr>);

impl FromRequestParts<Arc<App>> for MayBook {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(limits) = &app.limits {
            limits.bookings.take_one(app.client(&parts.extensions, &parts.headers))?;
        }
        let peer = client::peer(&parts.extensions);
        Ok(Self(peer.map(|peer| app.proxies.client(peer, &parts.headers))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
