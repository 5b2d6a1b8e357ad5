//! Limits on guessing passwords.
//!
//! Failed attempts are counted per account, and per account separately for each known device: one
//! from which the owner has signed in before. Somebody who guesses from elsewhere, from any number
//! of addresses, soon has to wait for minutes, and does not slow down the owner's devices. An
//! unknown address is counted like any other. The number of strangers that wait at the same time is
//! limited as well.

use super::failed_attempts::{PendingAttempt, RetryPolicy};
use crate::http::{
    extract::OwnSession,
    problem::{ApiError, Fault},
    state::App,
};
use axum::extract::FromRequestParts;
use azionelab_application::accounts::SignInRequest;
use http::request::Parts;
use std::{convert::Infallible, hash::BuildHasher as _, sync::Arc};
use tokio::sync::OwnedSemaphorePermit;

/// For strangers: in the long run four attempts an hour.
const STRANGERS: RetryPolicy = RetryPolicy { free: 5, longest_pause: 15 * 60 };

/// For known devices.
const KNOWN_DEVICES: RetryPolicy = RetryPolicy { free: 10, longest_pause: 60 };

/// In seconds, for a stranger who found no free place.
const RETRY_AFTER: u64 = 5;

/// A sign-in attempt that is within the limits.
#[derive(Default)]
pub(crate) struct Attempt {
    /// To be passed to [`App::settle`].
    pub pending: Option<PendingAttempt>,
    /// A stranger's place in the queue, held until the password is checked.
    pub place: Option<OwnedSemaphorePermit>,
}

/// The key of the client.
#[derive(Clone, Copy)]
pub(crate) struct Client(u128);

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self(app.client(&parts.extensions, &parts.headers)))
    }
}

impl App {
    /// Counts requests that need no session: signing in, and asking for a password link.
    pub fn may_try(&self, client: Client) -> Result<(), ApiError> {
        let Some(limits) = &self.limits else { return Ok(()) };
        limits.sign_ins.take_one(client.0)
    }

    /// Counts an attempt to sign in.
    pub async fn may_sign_in(
        &self,
        client: Client,
        request: &SignInRequest,
    ) -> Result<Attempt, ApiError> {
        let Some(limits) = &self.limits else { return Ok(Attempt::default()) };
        let known = match (&request.email, &request.device_token) {
            (Some(email), Some(device))
                if self.use_cases.accounts.sign_in.is_known_device(email, device).await? =>
            {
                Some(device.hash())
            }
            _ => None,
        };
        let key = request
            .email
            .as_ref()
            .map(|email| limits.hasher.hash_one((email.comparison_key(), &known)));
        if known.is_some() {
            let pending =
                key.map(|key| self.count_attempt(key, KNOWN_DEVICES)).transpose()?.flatten();
            return Ok(Attempt { pending, place: None });
        }
        self.may_try(client)?;
        let place = Arc::clone(&limits.strangers).try_acquire_owned();
        let place = place.map_err(|_| ApiError::RateLimited { retry_after: RETRY_AFTER })?;
        let pending = key.map(|key| self.count_attempt(key, STRANGERS)).transpose()?.flatten();
        Ok(Attempt { pending, place: Some(place) })
    }

    /// Counts a re-authentication of a signed-in member of staff.
    pub fn may_reauthenticate(&self, own: &OwnSession) -> Result<Option<PendingAttempt>, ApiError> {
        let Some(limits) = &self.limits else { return Ok(None) };
        self.count_attempt(limits.hasher.hash_one((own.who.id, own.token.hash())), KNOWN_DEVICES)
    }

    fn count_attempt(
        &self,
        key: u64,
        policy: RetryPolicy,
    ) -> Result<Option<PendingAttempt>, ApiError> {
        let Some(limits) = &self.limits else { return Ok(None) };
        let now = limits.started.elapsed().as_secs();
        let pending = limits.failed_attempts.take_one(key, policy, now);
        pending.map(Some).map_err(|retry_after| ApiError::RateLimited { retry_after })
    }

    /// Records the outcome of an attempt.
    pub fn settle<T>(
        &self,
        pending: Option<PendingAttempt>,
        outcome: Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        if let Some((limits, pending)) = self.limits.as_ref().zip(pending) {
            match &outcome {
                Ok(_) => limits.failed_attempts.was_right(pending),
                Err(error) if is_wrong(error) => {}
                Err(_) => limits.failed_attempts.give_back(pending),
            }
        }
        outcome
    }
}

fn is_wrong(error: &ApiError) -> bool {
    match error {
        ApiError::WrongCredentials => true,
        ApiError::Validation(faults) => faults.iter().any(|fault| fault.fault == Fault::Wrong),
        _ => false,
    }
}
