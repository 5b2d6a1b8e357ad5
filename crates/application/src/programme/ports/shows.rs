use crate::{
    audit::AuditEntry,
    ports::{Paging, Part, StoreError, Version, Versioned},
    programme::{AddError, DeleteError, SaveError, SavePosterError, ShowEntry},
};
use async_trait::async_trait;
use azionelab_domain::{Publication, Show, ShowId};
use jiff::Timestamp;

/// The sort key of a table of shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShowOrder {
    /// By title, in Unicode order (`und-x-icu`).
    Title,
    /// By the next performance. Shows without one come last.
    NextAt,
}

/// Filters for shows. A filter that is `None` matches every show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowQuery {
    /// Only those with every word of this text in their title or subtitle. The order of the words,
    /// case and accents are ignored.
    pub search: Option<String>,
    pub publication: Option<Publication>,
    pub paging: Paging<ShowOrder>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ShowRow {
    pub entry: ShowEntry,
    pub version: Version,
    /// The number of upcoming performances that are not cancelled.
    pub performances_to_come: u32,
    pub next_at: Option<Timestamp>,
}

/// What a show still has to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UpcomingSummary {
    /// The number of performances that are not cancelled.
    pub performances: u32,
    /// The number of reservations that hold seats of them.
    pub reservations: u32,
    /// The number of held seats.
    pub seats: u32,
}

/// A picture in one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertedImage {
    /// In pixels, above 0.
    pub width: u32,
    /// In pixels, above 0.
    pub height: u32,
    /// In WebP.
    pub bytes: Vec<u8>,
}

/// All shows, including drafts and archived ones. Each change is stored together with its audit
/// entry, or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Shows: Send + Sync {
    /// A page of the table of shows at `now`.
    async fn table(&self, query: &ShowQuery, now: Timestamp) -> Result<Part<ShowRow>, StoreError>;

    async fn find(&self, show: ShowId) -> Result<Option<Versioned<ShowEntry>>, StoreError>;

    /// What a show still has to come at `now`.
    async fn upcoming_summary(
        &self,
        show: ShowId,
        now: Timestamp,
    ) -> Result<UpcomingSummary, StoreError>;

    /// Adds a show without a poster. Returns [`AddError::SlugTaken`] if another show has its slug.
    async fn add(&self, show: &Show, entry: &AuditEntry) -> Result<(), AddError>;

    /// Replaces the show with this id if it still has the version `over`. Returns
    /// [`SaveError::SlugTaken`] if another show has its slug.
    async fn save(&self, show: &Show, over: Version, entry: &AuditEntry) -> Result<(), SaveError>;

    /// Sets or replaces the poster of a show if it still has the version `over`. Images that no
    /// show uses any more are deleted.
    async fn set_poster(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        images: &[ConvertedImage],
        entry: &AuditEntry,
    ) -> Result<(), SavePosterError>;

    /// Replaces the alternative text of a poster if its show still has the version `over`.
    async fn describe(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        entry: &AuditEntry,
    ) -> Result<(), SavePosterError>;

    /// Deletes a show and its poster if it still has this version. Returns [`DeleteError::InUse`] if
    /// it has performances.
    async fn delete(
        &self,
        show: ShowId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), DeleteError>;
}
