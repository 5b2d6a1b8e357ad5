use crate::{
    audit::AuditEntry,
    ports::{Paging, Part, StoreError, Version},
    programme::EditError,
};
use async_trait::async_trait;
use azionelab_domain::{
    BookingState, House, Performance, PerformanceId, Publication, ShowId, Slug, VenueId,
};
use jiff::{Timestamp, tz::TimeZone};
use thiserror::Error;

/// By what a table of performances is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerformanceOrder {
    StartsAt,
    /// By the seats held.
    Held,
    /// By the seats left.
    Available,
}

/// Which performances are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeasonQuery {
    /// Those of the show with this slug or id.
    pub show: Option<String>,
    /// Those at the venue with this slug or id.
    pub venue: Option<String>,
    /// Those that start at this time or later.
    pub from: Option<Timestamp>,
    /// Those that start before this time.
    pub to: Option<Timestamp>,
    /// Those that can be booked in this way.
    pub state: Option<BookingState>,
    /// Those with every word of this in the title of the show or the name of the venue, whatever
    /// the order, case and accents.
    pub search: Option<String>,
    /// Which part of them.
    pub paging: Paging<PerformanceOrder>,
}

/// A performance as the office sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct PerformanceRow {
    /// Its house, with every reservation counted and none at hand.
    pub house: House,
    pub version: Version,
    /// What is given.
    pub show: PerformanceShow,
    pub venue: PerformanceVenue,
    /// The seats of confirmed reservations.
    pub confirmed: u32,
    /// The seats of reservations that are yet to be confirmed.
    pub pending: u32,
    /// How many people were let in.
    pub admitted: u32,
}

impl PerformanceRow {
    /// The performance itself.
    pub const fn performance(&self) -> &Performance {
        self.house.performance()
    }
}

/// The show of a performance, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceShow {
    pub id: ShowId,
    /// Its part of an address.
    pub slug: Slug,
    pub title: String,
    /// Whether the public sees it.
    pub publication: Publication,
}

/// The venue of a performance, in a few words.
#[derive(Debug, Clone, PartialEq)]
pub struct PerformanceVenue {
    pub id: VenueId,
    /// Its part of an address.
    pub slug: Slug,
    pub name: String,
    /// The zone in which its clocks are read.
    pub time_zone: TimeZone,
}

/// Whom a change of a performance concerns: those who hold seats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    /// How many reservations.
    pub reservations: u32,
    /// How many of them can be written to.
    pub with_address: u32,
}

/// Why a run of performances was not stored. Nothing of it was.
#[derive(Debug, Error)]
pub enum ScheduleFailed {
    #[error("there is no such show")]
    NoSuchShow,
    #[error("there is no such venue")]
    NoSuchVenue,
    /// The show is given at these times at that venue already.
    #[error("the show is given at some of these times already")]
    GivenAlready(Vec<Timestamp>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The performances, those of drafts and past ones among them. What is there is changed by
/// [`Houses`](crate::houses::Houses) alone.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Performances: Send + Sync {
    /// A part of the table of performances, with the seats held at `now`.
    async fn table(
        &self,
        query: &SeasonQuery,
        now: Timestamp,
    ) -> Result<Part<PerformanceRow>, StoreError>;

    /// Performances by their ids, by start and id, with the seats held at `now`.
    async fn find(
        &self,
        performances: &[PerformanceId],
        now: Timestamp,
    ) -> Result<Vec<PerformanceRow>, StoreError>;

    /// Those who hold seats at `now`.
    async fn audience(
        &self,
        performance: PerformanceId,
        now: Timestamp,
    ) -> Result<Audience, StoreError>;

    /// Adds performances of one show at one venue with their entries of the audit: all, or none.
    /// Of two who add the same at once the second finds those of the first.
    async fn schedule(
        &self,
        run: &[Performance],
        entries: &[AuditEntry],
    ) -> Result<(), ScheduleFailed>;

    /// Deletes a performance of this version, with an entry of the audit. Fails with
    /// [`EditError::InUse`] when it has reservations, of whatever status.
    async fn delete(
        &self,
        performance: PerformanceId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), EditError>;
}
