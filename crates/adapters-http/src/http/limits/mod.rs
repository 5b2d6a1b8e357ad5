//! How much each client may ask for.
//!
//! A client is often a whole foyer behind one address. What its visitors look at, what they book
//! and what staff does at the door are counted apart, so that none of them stands in the way of
//! another; and a session that has proved to be somebody's is counted by itself.

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

/// How often clients that have not asked for a while are forgotten, in seconds. Until then even
/// who asked once is kept: seldom enough to cost nothing, often enough that a flood from ten
/// thousand new networks a second takes some megabytes.
const FORGET_EVERY: u64 = 10;

/// How many strangers' passwords may wait to be looked at. Hashing takes its time on purpose, and
/// known browsers are not to wait behind a crowd of strangers.
const STRANGERS_WAITING: usize = 32;

/// What was asked for of late.
pub(crate) struct Limits {
    reads: Keyed,
    requests: Keyed,
    staff: Keyed,
    sessions: Keyed,
    known_sessions: KnownSessions,
    bookings: Keyed,
    sign_ins: Keyed,
    guesses: FailedAttempts,
    strangers: Arc<Semaphore>,
    letters: Letters,
    resends_per_guest: Keyed,
    resends_per_colleague: Keyed,
    /// Addresses and sessions are kept as hashes under a key that is drawn when the process starts.
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
            guesses: FailedAttempts::default(),
            strangers: Arc::new(Semaphore::new(STRANGERS_WAITING)),
            letters: Letters::new(limits.bookings_per_address, limits.letters_per_address),
            resends_per_guest: Keyed::new(limits.resends_per_guest),
            resends_per_colleague: Keyed::new(limits.resends_per_colleague),
            hasher: RandomState::new(),
            started: Instant::now(),
            forgotten_at: AtomicU64::new(0),
        }
    }

    /// Forgets clients that have not asked for a while. Some requests do it now and then.
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
            self.guesses.forget(now);
        }
    }

    /// Counts a request to a route of staff's.
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

    /// Counts a page, or a feed.
    pub fn may_read(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.forget_the_idle();
        limits.reads.take_one(self.client(extensions, headers))
    }

    /// Notes that a session is somebody's: from now on it is counted by itself.
    pub fn session_is_valid(&self, token: &Secret) {
        if let Some(limits) = &self.limits {
            limits.known_sessions.add(limits.session(token), limits.started.elapsed().as_secs());
        }
    }

    /// Whether a client may book for an address, and how long the letter has to wait.
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

    /// How long a letter has to wait, if it has to.
    pub fn letter_delay(&self, letter: Option<LetterTo>) -> Option<Duration> {
        let (limits, letter) = (self.limits.as_ref()?, letter?);
        limits.letters.wait(letter.network, letter.address, limits.started.elapsed())
    }

    /// Counts a letter once it is stored. What was refused sends none.
    pub fn letter_is_stored(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count(letter.network, letter.address, limits.started.elapsed());
        }
    }

    /// Counts that a network asks for a letter to an address, whether or not there is one to send:
    /// the limit tells nobody which.
    pub fn letter_is_asked_for(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count_asked(letter.network, limits.started.elapsed());
        }
    }

    /// Counts a letter that was asked for and is there to be sent.
    pub fn letter_is_written(&self, letter: Option<LetterTo>) {
        if let (Some(limits), Some(letter)) = (&self.limits, letter) {
            limits.letters.count_written(letter.address, limits.started.elapsed());
        }
    }

    /// Counts a letter that somebody of the staff has sent once more.
    pub fn may_resend(&self, who: StaffId, to: ReservationId) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.resends_per_guest.take_one(to.uuid().as_u128())?;
        limits.resends_per_colleague.take_one(who.uuid().as_u128())
    }

    fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> u128 {
        client::peer(extensions).map_or(0, |peer| client::key(self.proxies.client(peer, headers)))
    }
}

/// The mailbox that an address most likely leads to. Many providers deliver `anna+1@…` and
/// `an.na@…` to `anna@…`, and a host may be written in many ways: none of them is to be a way to
/// flood somebody. Two people who share a mailbox only by this rule share an allowance.
fn mailbox(email: &EmailAddress) -> (String, String) {
    let key = email.comparison_key();
    let (local, host) = key.rsplit_once('@').unwrap_or((&key, ""));
    let name = local.split('+').next().unwrap_or(local).replace('.', "");
    (name, idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned()))
}

/// A letter to a visitor: its address, and the network that has it sent, as hashes.
#[derive(Clone, Copy)]
pub(crate) struct LetterTo {
    address: u128,
    network: u128,
}

/// An attempt to book that is within the client's allowance, with the client's address.
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
