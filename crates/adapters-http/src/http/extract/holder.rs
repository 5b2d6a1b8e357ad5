use crate::http::{problem::ApiError, state::App};
use axum::extract::FromRequestParts;
use azionelab_domain::{Secret, Ticket};
use http::{header, request::Parts};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The secret from a mail, sent as a bearer token (RFC 6750).
pub(crate) struct Holder(pub Secret);

/// The ticket from a QR code, sent as a bearer token.
pub(crate) struct Bearer(pub Ticket);

impl FromRequestParts<Arc<App>> for Holder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let token = token(parts)?;
        Ok(Self(
            read(token, |text| Secret::parse(text).ok()).unwrap_or_else(|| unknown_secret(token)),
        ))
    }
}

impl FromRequestParts<Arc<App>> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let token = token(parts)?;
        let ticket = read(token, |text| Ticket::parse(text).ok());
        Ok(Self(ticket.unwrap_or_else(|| unknown_secret(token).ticket())))
    }
}

fn token(parts: &Parts) -> Result<&[u8], ApiError> {
    let value = parts.headers.get(header::AUTHORIZATION).ok_or(ApiError::NoSecret)?;
    let (scheme, token) = split_once(value.as_bytes()).ok_or(ApiError::NoSecret)?;
    if !scheme.eq_ignore_ascii_case(b"bearer") || token.is_empty() {
        return Err(ApiError::NoSecret);
    }
    Ok(token)
}

fn split_once(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = value.iter().position(|byte| *byte == b' ')?;
    Some((&value[..at], value[at..].trim_ascii()))
}

fn read<T>(token: &[u8], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    str::from_utf8(token).ok().and_then(parse)
}

/// Derives a secret that nobody has. A malformed token is looked up with it, so that the timing
/// does not reveal whether a token is well-formed.
fn unknown_secret(token: &[u8]) -> Secret {
    Secret::from_random(Sha256::digest(token).into())
}
