//! Limits on guessing passwords.
//!
//! Failed attempts are counted per account, and per account separately for each known device: one
//! from which the owner has signed in before. Somebody who guesses from elsewhere, from any number
//! of addresses, soon has to wait for minutes, and does not slow down the owner's devices. An
//! unknown address is counted like any other. The number of strangers that wait at the same time is
//! limited as well.

use super::failed_attempts::{Guess, Patience};
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
const STRANGERS: Patience = Patience { free: 5, longest_pause: 15 * 60 };

/// For known devices.
const ACQUAINTANCES: Patience = Patience { free: 10, longest_pause: 60 };

/// In seconds, for a stranger who found no free place.
const TRY_AGAIN: u64 = 5;

/// A sign-in attempt that is within the limits.
#[derive(Default)]
pub(crate) struct Attempt {
    /// To be passed to [`App::settle`].
    pub guess: Option<Guess>,
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
            let guess = key.map(|key| self.may_guess(key, ACQUAINTANCES)).transpose()?.flatten();
            return Ok(Attempt { guess, place: None });
        }
        self.may_try(client)?;
        let place = Arc::clone(&limits.strangers).try_acquire_owned();
        let place = place.map_err(|_| ApiError::RateLimited { retry_after: TRY_AGAIN })?;
        let guess = key.map(|key| self.may_guess(key, STRANGERS)).transpose()?.flatten();
        Ok(Attempt { guess, place: Some(place) })
    }

    /// Counts a re-authentication of a signed-in member of staff.
    pub fn may_prove(&self, own: &OwnSession) -> Result<Option<Guess>, ApiError> {
        let Some(limits) = &self.limits else { return Ok(None) };
        self.may_guess(limits.hasher.hash_one((own.who.id, own.token.hash())), ACQUAINTANCES)
    }

    fn may_guess(&self, key: u64, patience: Patience) -> Result<Option<Guess>, ApiError> {
        let Some(limits) = &self.limits else { return Ok(None) };
        let now = limits.started.elapsed().as_secs();
        let guess = limits.guesses.take_one(key, patience, now);
        guess.map(Some).map_err(|retry_after| ApiError::RateLimited { retry_after })
    }

    /// Records the outcome of an attempt.
    pub fn settle<T>(
        &self,
        guess: Option<Guess>,
        outcome: Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        if let Some((limits, guess)) = self.limits.as_ref().zip(guess) {
            match &outcome {
                Ok(_) => limits.guesses.was_right(guess),
                Err(error) if is_wrong(error) => {}
                Err(_) => limits.guesses.give_back(guess),
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
