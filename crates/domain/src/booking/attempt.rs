//! Repeated requests: a booking that arrives twice because of a double click or a retry.

use crate::{ReservationCode, ReservationId, Seats};
use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 255 printable ASCII characters")]
pub struct AttemptKeyError;

/// Identifies one attempt to book: the `Idempotency-Key` of
/// draft-ietf-httpapi-idempotency-key-header. 1 to 255 printable ASCII characters, unique within
/// one performance.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptKey(String);

impl AttemptKey {
    pub fn parse(text: &str) -> Result<Self, AttemptKeyError> {
        let plain =
            (1..=255).contains(&text.len()) && text.bytes().all(|b| matches!(b, b' '..=b'~'));
        plain.then(|| Self(text.to_owned())).ok_or(AttemptKeyError)
    }

    /// The key of an attempt that staff make. The hash keeps it apart from the keys of visitors: a
    /// visitor would have to know `text` to produce the same one.
    pub fn of_staff(purpose: &'static str, text: &str) -> Self {
        let digest = Fingerprint::of(&[purpose, text]);
        Self(format!("{purpose} {}", Base64UrlUnpadded::encode_string(digest.as_bytes())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptKey(…)")
    }
}

/// SHA-256 of the content of a request. It tells a repeated request from a different one with the
/// same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Hashes the fields of a request. Their number, order and lengths matter.
    pub fn of(fields: &[&str]) -> Self {
        let mut digest = Sha256::new();
        for field in fields {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        Self(digest.finalize().into())
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A booking that was made with a key, with its answer. A repeated request gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub key: AttemptKey,
    pub fingerprint: Fingerprint,
    pub reservation: ReservationId,
    pub code: ReservationCode,
    pub seats: Seats,
    pub hold_until: Timestamp,
}
