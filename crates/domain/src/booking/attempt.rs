//! The same booking sent twice: a double click, a retry after a lost answer.

use crate::{ReservationCode, ReservationId, Seats};
use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Why an idempotency key was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 255 printable ASCII characters")]
pub struct AttemptKeyError;

/// What the visitor's program calls one attempt to book: the `Idempotency-Key` of
/// draft-ietf-httpapi-idempotency-key-header, 1 to 255 printable ASCII characters. It counts
/// within one performance.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptKey(String);

impl AttemptKey {
    /// Reads a key.
    pub fn parse(text: &str) -> Result<Self, AttemptKeyError> {
        let plain =
            (1..=255).contains(&text.len()) && text.bytes().all(|b| matches!(b, b' '..=b'~'));
        plain.then(|| Self(text.to_owned())).ok_or(AttemptKeyError)
    }

    /// The key of an attempt that somebody of the staff makes, who call it `text`. No visitor's key
    /// is taken for it, unless they guess what the staff called theirs.
    pub fn of_staff(purpose: &'static str, text: &str) -> Self {
        let digest = Fingerprint::of(&[purpose, text]);
        Self(format!("{purpose} {}", Base64UrlUnpadded::encode_string(digest.as_bytes())))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptKey(…)")
    }
}

/// SHA-256 of what was asked for, to tell the same attempt from another one with the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a request's fields. Their number, order and lengths count.
    pub fn of(fields: &[&str]) -> Self {
        let mut digest = Sha256::new();
        for field in fields {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        Self(digest.finalize().into())
    }

    /// Takes a fingerprint as the database stored it.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the fingerprint.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A booking that was made under a key, and what was answered, so that it can be answered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The key it was made under.
    pub key: AttemptKey,
    /// What was asked for.
    pub fingerprint: Fingerprint,
    /// The reservation that it made.
    pub reservation: ReservationId,
    pub code: ReservationCode,
    /// The seats it asked for.
    pub seats: Seats,
    /// Until when they were held.
    pub hold_until: Timestamp,
}
