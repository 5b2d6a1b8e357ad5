use std::sync::Arc;

use axum::extract::FromRequestParts;
use azionelab_domain::Secret;
use http::{header, request::Parts};
use sha2::{Digest, Sha256};

use crate::{app::App, problem::ApiError};

/// Whoever holds the secret of a mail, sent as a bearer token (RFC 6750).
pub(crate) struct Holder(pub Secret);

impl FromRequestParts<Arc<App>> for Holder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let value = parts.headers.get(header::AUTHORIZATION).ok_or(ApiError::NoSecret)?;
        let (scheme, token) = split_once(value.as_bytes()).ok_or(ApiError::NoSecret)?;
        if !scheme.eq_ignore_ascii_case(b"bearer") || token.is_empty() {
            return Err(ApiError::NoSecret);
        }
        Ok(Self(read(token)))
    }
}

fn split_once(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = value.iter().position(|byte| *byte == b' ')?;
    Some((&value[..at], value[at..].trim_ascii()))
}

/// Reads a secret. A text that is none is looked up all the same, by a secret that nobody has,
/// so that it takes as long to be told from a real one.
fn read(token: &[u8]) -> Secret {
    str::from_utf8(token)
        .ok()
        .and_then(|token| Secret::parse(token).ok())
        .unwrap_or_else(|| Secret::from_random(Sha256::digest(token).into()))
}
