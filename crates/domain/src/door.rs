//! Check-ins at the door.

use crate::{CheckInId, MultilineText, Seats, StaffId};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 64 printable ASCII characters")]
pub struct ClientRefError;

/// Identifies one check-in attempt of a scanner, so that a repeated request admits nobody twice: 1
/// to 64 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClientRef(String);

impl ClientRef {
    pub fn parse(text: &str) -> Result<Self, ClientRefError> {
        let plain = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        plain.then(|| Self(text.to_owned())).ok_or(ClientRefError)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Undone {
    pub at: Timestamp,
    pub by: StaffId,
}

/// The admission of a party, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    pub id: CheckInId,
    pub seats: Seats,
    pub at: Timestamp,
    pub by: StaffId,
    /// The scanner's reference for this check-in.
    pub client_ref: Option<ClientRef>,
    /// The reason, if it was made outside the door window.
    pub override_reason: Option<MultilineText>,
    /// Set when it was undone. An undone check-in stays in the list.
    pub undone: Option<Undone>,
}
