//! What somebody of the party needs to follow the performance.

use core::str::FromStr;
use std::collections::BTreeSet;
use thiserror::Error;

/// The text names no access need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: wheelchair_place, companion, hearing_loop")]
pub struct UnknownAccessNeed;

/// Something the theatre prepares for one of the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessNeed {
    WheelchairPlace,
    /// A seat beside, for a companion.
    Companion,
    /// A seat within the hearing loop.
    HearingLoop,
}

impl AccessNeed {
    /// Every need.
    pub const ALL: [Self; 3] = [Self::WheelchairPlace, Self::Companion, Self::HearingLoop];

    /// The name used on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WheelchairPlace => "wheelchair_place",
            Self::Companion => "companion",
            Self::HearingLoop => "hearing_loop",
        }
    }
}

impl FromStr for AccessNeed {
    type Err = UnknownAccessNeed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|need| need.as_str() == text).ok_or(UnknownAccessNeed)
    }
}

/// The needs of a party, each at most once.
pub type AccessNeeds = BTreeSet<AccessNeed>;
