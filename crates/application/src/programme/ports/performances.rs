use crate::{
    audit::AuditEntry,
    ports::{Paging, Part, StoreError, Version},
    programme::DeleteError,
};
use async_trait::async_trait;
use azionelab_domain::{
    BookingState, House, Performance, PerformanceId, Publication, ShowId, Slug, VenueId,
};
use jiff::{Timestamp, tz::TimeZone};
use thiserror::Error;

/// The sort key of a table of performances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerformanceOrder {
    StartsAt,
    Held,
    Available,
}

/// Filters for performances. A filter that is `None` matches every performance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeasonQuery {
    /// The show's slug or id.
    pub show: Option<String>,
    /// The venue's slug or id.
    pub venue: Option<String>,
    /// Only those that start at or after this time.
    pub from: Option<Timestamp>,
    /// Only those that start before this time.
    pub to: Option<Timestamp>,
    pub state: Option<BookingState>,
    /// Only those with every word of this text in the title of the show or the name of the venue.
    /// The order of the words, case and accents are ignored.
    pub search: Option<String>,
    pub paging: Paging<PerformanceOrder>,
}

/// A performance in the office's table.
#[derive(Debug, Clone, PartialEq)]
pub struct PerformanceRow {
    /// Its house, with all reservations counted and none loaded.
    pub house: House,
    pub version: Version,
    pub show: PerformanceShow,
    pub venue: PerformanceVenue,
    pub attendance: Attendance,
}

impl PerformanceRow {
    pub const fn performance(&self) -> &Performance {
        self.house.performance()
    }
}

/// How many people are expected, and how many are inside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Seats of confirmed reservations.
    pub confirmed: u32,
    /// Admitted people.
    pub admitted: u32,
}

/// What identifies a performance for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceSummary {
    pub id: PerformanceId,
    pub show_title: String,
    pub starts_at: Timestamp,
    pub cancelled_at: Option<Timestamp>,
    pub venue_name: String,
    pub time_zone: TimeZone,
}

/// A short description of a performance's show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceShow {
    pub id: ShowId,
    /// The part of the page address that identifies the show.
    pub slug: Slug,
    pub title: String,
    pub publication: Publication,
}

/// A short description of a performance's venue.
#[derive(Debug, Clone, PartialEq)]
pub struct PerformanceVenue {
    pub id: VenueId,
    /// The part of the page address that identifies the venue.
    pub slug: Slug,
    pub name: String,
    pub time_zone: TimeZone,
}

/// The reservations that hold seats of a performance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    pub reservations: u32,
    /// How many of them have an address.
    pub with_address: u32,
}

/// Why performances were not scheduled. None of them was stored.
#[derive(Debug, Error)]
pub enum ScheduleFailed {
    #[error("there is no such show")]
    NoSuchShow,
    #[error("there is no such venue")]
    NoSuchVenue,
    /// The show already has performances at these times at this venue.
    #[error("the show already has performances at some of these times")]
    Duplicates(Vec<Timestamp>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All performances, including past ones and those of drafts. Only
/// [`Houses`](crate::houses::Houses) changes existing ones.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Performances: Send + Sync {
    /// A page of the table of performances, with the seats held at `now`.
    async fn table(
        &self,
        query: &SeasonQuery,
        now: Timestamp,
    ) -> Result<Part<PerformanceRow>, StoreError>;

    /// The performances with these ids, by start and id, with the seats held at `now`.
    async fn find(
        &self,
        performances: &[PerformanceId],
        now: Timestamp,
    ) -> Result<Vec<PerformanceRow>, StoreError>;

    /// The reservations that hold seats at `now`.
    async fn audience(
        &self,
        performance: PerformanceId,
        now: Timestamp,
    ) -> Result<Audience, StoreError>;

    /// Adds performances of one show at one venue, with their audit entries: all or none. If two
    /// callers add the same ones at the same time, the second gets
    /// [`ScheduleFailed::Duplicates`].
    async fn schedule(
        &self,
        performances: &[Performance],
        entries: &[AuditEntry],
    ) -> Result<(), ScheduleFailed>;

    /// Deletes a performance if it still has this version, and stores the audit entry. Returns
    /// [`DeleteError::InUse`] if it has reservations in any status.
    async fn delete(
        &self,
        performance: PerformanceId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), DeleteError>;
}
