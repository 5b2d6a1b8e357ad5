//! People of a party let in.

use crate::{CheckInId, Note, Seats, StaffId};
use jiff::Timestamp;
use thiserror::Error;

/// Why a client reference was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 64 printable ASCII characters")]
pub struct ClientRefError;

/// What a scanner calls its own attempt, so that sending it again lets nobody in twice: 1 to 64
/// printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClientRef(String);

impl ClientRef {
    /// Reads a client reference.
    pub fn parse(text: &str) -> Result<Self, ClientRefError> {
        let plain = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        plain.then(|| Self(text.to_owned())).ok_or(ClientRefError)
    }

    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// That a check-in was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Undone {
    pub at: Timestamp,
    pub by: StaffId,
}

/// Some people of a party, or all, let in at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    pub id: CheckInId,
    /// How many were let in.
    pub seats: Seats,
    pub at: Timestamp,
    /// The member of staff who admitted them.
    pub by: StaffId,
    /// The scanner's own reference of the check-in.
    pub client_ref: Option<ClientRef>,
    /// Why it was done outside the door window, if it was.
    pub override_reason: Option<Note>,
    /// Whether it was taken back. It is kept all the same.
    pub undone: Option<Undone>,
}
