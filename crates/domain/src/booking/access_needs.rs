//! Needs of people with a disability.

use core::str::FromStr;
use std::collections::BTreeSet;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: wheelchair_place, companion, hearing_loop")]
pub struct UnknownAccessNeed;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessNeed {
    WheelchairPlace,
    /// A seat for a companion, beside the guest's own.
    Companion,
    /// A seat within the hearing loop.
    HearingLoop,
}

impl AccessNeed {
    pub const ALL: [Self; 3] = [Self::WheelchairPlace, Self::Companion, Self::HearingLoop];

    /// The name on the wire and in the database.
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

/// The access needs of a party. A set, so each occurs at most once.
pub type AccessNeeds = BTreeSet<AccessNeed>;
