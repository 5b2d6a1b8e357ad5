//! How often somebody may guess a password.
//!
//! Failed attempts are counted by account and by side: all strangers together, and each device on which
//! somebody has signed in to this very account before by itself. Somebody who guesses from elsewhere,
//! from however many addresses, soon waits for minutes, and gets in the way of no device that its
//! owner has used. An address that nobody signs in with is counted like any other. Nor do strangers
//! stand in the way as a crowd: only so many wait at a time.

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

/// With strangers: four guesses an hour in the long run.
const STRANGERS: Patience = Patience { free: 5, longest_pause: 15 * 60 };

/// With who has been here before.
const ACQUAINTANCES: Patience = Patience { free: 10, longest_pause: 60 };

/// After how long a stranger who found no place may ask again, in seconds.
const TRY_AGAIN: u64 = 5;

/// An attempt to sign in that may be looked at.
#[derive(Default)]
pub(crate) struct Attempt {
    /// To be settled.
    pub guess: Option<Guess>,
    /// A stranger's place in the line, to be kept until the password was looked at.
    pub place: Option<OwnedSemaphorePermit>,
}

/// Who asks, as far as it matters for how often they may.
#[derive(Clone, Copy)]
pub(crate) struct Client(u128);

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self(app.client(&parts.extensions, &parts.headers)))
    }
}

impl App {
    /// Counts what may be tried without being known: to sign in, to have a link mailed.
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

    /// Counts that somebody who is signed in shows their password once more.
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

    /// Notes how a guess ended.
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
