use crate::{
    audit::AuditEntry,
    ports::{Paging, Part, StoreError, Version, Versioned},
    programme::ShowEntry,
};
use async_trait::async_trait;
use azionelab_domain::{Publication, Show, ShowId};
use jiff::Timestamp;
use thiserror::Error;

/// By what a table of shows is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShowOrder {
    /// By title, in the order of Unicode (`und-x-icu`).
    Title,
    /// By the next performance; those without one come last.
    NextAt,
}

/// Which shows are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowQuery {
    /// Those with every word of this in their title or subtitle, whatever the order, case and
    /// accents.
    pub search: Option<String>,
    /// Those that the public sees in this way.
    pub publication: Option<Publication>,
    /// Which part of them.
    pub paging: Paging<ShowOrder>,
}

/// A show in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ShowRow {
    /// The show with its poster.
    pub entry: ShowEntry,
    pub version: Version,
    /// How many of its performances are to come, those cancelled not among them.
    pub performances_to_come: u32,
    /// The start of the next one.
    pub next_at: Option<Timestamp>,
}

/// What there is of a show that is yet to be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StillToCome {
    /// How many performances, those cancelled not among them.
    pub performances: u32,
    /// How many reservations hold seats of them.
    pub reservations: u32,
    /// How many seats they hold.
    pub seats: u32,
}

/// A picture in one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedImage {
    /// In pixels, above 0.
    pub width: u32,
    /// In pixels, above 0.
    pub height: u32,
    /// As WebP.
    pub bytes: Vec<u8>,
}

/// Why a show, a venue or a performance was not stored as it was to be.
#[derive(Debug, Error)]
pub enum EditError {
    /// It is of another version by now, or gone.
    #[error("it was edited meanwhile")]
    EditedMeanwhile,
    #[error("another one has this slug")]
    SlugTaken,
    #[error("something else depends on it")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The shows, drafts and archived ones among them. Each change is stored with its entry of the
/// audit or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Shows: Send + Sync {
    /// A part of the table of shows, as it is at `now`.
    async fn table(&self, query: &ShowQuery, now: Timestamp) -> Result<Part<ShowRow>, StoreError>;

    async fn find(&self, show: ShowId) -> Result<Option<Versioned<ShowEntry>>, StoreError>;

    /// What there is of a show that is yet to be given at `now`.
    async fn still_to_come(&self, show: ShowId, now: Timestamp) -> Result<StillToCome, StoreError>;

    /// Adds a show without a poster. Fails with [`EditError::SlugTaken`].
    async fn add(&self, show: &Show, entry: &AuditEntry) -> Result<(), EditError>;

    /// Stores a show in the place of the one of its id that is of this version. Fails with
    /// [`EditError::SlugTaken`].
    async fn save(&self, show: &Show, over: Version, entry: &AuditEntry) -> Result<(), EditError>;

    /// Hangs a poster in the place of the one that a show of this version has, if any. Images that
    /// no show has any more are forgotten.
    async fn hang(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        images: &[PrintedImage],
        entry: &AuditEntry,
    ) -> Result<(), EditError>;

    /// Says in other words what the poster of a show of this version shows.
    async fn describe(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        entry: &AuditEntry,
    ) -> Result<(), EditError>;

    /// Deletes a show of this version with its poster. Fails with [`EditError::InUse`] when it
    /// has performances.
    async fn delete(&self, show: ShowId, of: Version, entry: &AuditEntry) -> Result<(), EditError>;
}
