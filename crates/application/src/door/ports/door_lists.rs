#![cfg_attr(
    feature = "mock",
    expect(clippy::ref_option_ref, reason = "so mockall takes an optional reference")
)]

use crate::{ports::StoreError, programme::Listing};
use async_trait::async_trait;
use azionelab_domain::{
    AccessNeeds, CheckInId, Note, PerformanceId, PersonName, ReservationCode, ReservationId, Seats,
    Status, clean,
};
use jiff::Timestamp;

/// A performance with how full it is and how many have come.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorHouse {
    /// The performance.
    pub listing: Listing,
    /// Seats of confirmed reservations.
    pub confirmed: u32,
    /// People let in.
    pub admitted: u32,
}

/// Some of a party who are inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorCheckIn {
    /// The check-in, to take it back by.
    pub id: CheckInId,
    pub seats: Seats,
    /// When they were let in.
    pub at: Timestamp,
    /// The member of staff who admitted them.
    pub by: PersonName,
}

/// A party on the door list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorEntry {
    pub id: ReservationId,
    pub code: ReservationCode,
    /// Who booked; none once it has been erased.
    pub name: Option<PersonName>,
    /// How many were booked.
    pub seats: Seats,
    /// How many have come.
    pub admitted: u32,
    /// Where it is in its life, as it is stored: a hold may have lapsed.
    pub status: Status,
    /// Who was let in when, the first first, without what was taken back.
    pub check_ins: Vec<DoorCheckIn>,
    /// What somebody of the party needs.
    pub access_needs: AccessNeeds,
    /// What they told us.
    pub note: Option<Note>,
}

/// Part of a name, or of a code: 2 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorSearch(String);

impl DoorSearch {
    /// Reads what was typed; none when it is too short to single anybody out.
    pub fn parse(text: &str) -> Option<Self> {
        let text = clean(text);
        let text = text.trim();
        (2..=100).contains(&text.chars().count()).then(|| Self(text.to_owned()))
    }

    /// The text to look for.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the door needs to see.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DoorLists: Send + Sync {
    /// The performances that start from `from` up to, and not including, `to`, by start.
    async fn houses(
        &self,
        from: Timestamp,
        to: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<DoorHouse>, StoreError>;

    /// One performance.
    async fn house(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<DoorHouse>, StoreError>;

    /// The confirmed parties of a performance by name; with a search those whose name holds it or
    /// whose code starts with it, whatever the case and accents, and whatever became of them. Every
    /// word of a search has to be in the name, in any order.
    #[cfg_attr(feature = "mock", mockall::concretize)]
    async fn parties(
        &self,
        id: PerformanceId,
        search: Option<&DoorSearch>,
    ) -> Result<Vec<DoorEntry>, StoreError>;
}
