#![cfg_attr(
    feature = "mock",
    expect(clippy::ref_option_ref, reason = "so mockall takes an optional reference")
)]

use crate::{
    box_office::ReservationSearch,
    ports::StoreError,
    programme::{Attendance, Listing},
};
use async_trait::async_trait;
use azionelab_domain::{
    AccessNeeds, CheckInId, MultilineText, PerformanceId, PersonName, ReservationCode,
    ReservationId, Seats, Status,
};
use jiff::Timestamp;

/// A performance with its seat counts.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorHouse {
    pub listing: Listing,
    pub attendance: Attendance,
}

/// A check-in on the door list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorCheckIn {
    pub id: CheckInId,
    pub seats: Seats,
    pub at: Timestamp,
    pub by: PersonName,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorEntry {
    pub id: ReservationId,
    pub code: ReservationCode,
    /// `None` once it has been erased.
    pub name: Option<PersonName>,
    pub seats: Seats,
    pub admitted: u32,
    /// The stored status. A hold may have lapsed.
    pub status: Status,
    /// Oldest first, without undone ones.
    pub check_ins: Vec<DoorCheckIn>,
    pub access_needs: AccessNeeds,
    pub notes: Option<MultilineText>,
}

/// The lists of the door.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DoorLists: Send + Sync {
    /// The performances that start at or after `from` and before `to`, by start.
    async fn houses(
        &self,
        from: Timestamp,
        to: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<DoorHouse>, StoreError>;

    async fn house(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<DoorHouse>, StoreError>;

    /// The confirmed parties of a performance, by name. With a search: parties in every status
    /// whose code starts with the text, or whose name contains every word of it in any order. Case
    /// and accents are ignored.
    #[cfg_attr(feature = "mock", mockall::concretize)]
    async fn parties(
        &self,
        id: PerformanceId,
        search: Option<&ReservationSearch>,
    ) -> Result<Vec<DoorEntry>, StoreError>;
}
