use crate::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    programme::EditError,
};
use async_trait::async_trait;
use azionelab_domain::{Venue, VenueId};

/// A venue with what the office knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct VenueEntry {
    pub venue: Venue,
    /// How many seats a performance there usually has.
    pub default_capacity: Option<u32>,
}

/// The venues. Each change is stored with its entry of the audit or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Venues: Send + Sync {
    /// Every venue, by name.
    async fn all(&self) -> Result<Vec<Versioned<VenueEntry>>, StoreError>;

    async fn find(&self, venue: VenueId) -> Result<Option<Versioned<VenueEntry>>, StoreError>;

    /// Adds a venue. Fails with [`EditError::SlugTaken`].
    async fn add(&self, venue: &VenueEntry, entry: &AuditEntry) -> Result<(), EditError>;

    /// Stores a venue in the place of the one of its id that is of this version. Fails with
    /// [`EditError::SlugTaken`].
    async fn save(
        &self,
        venue: &VenueEntry,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<(), EditError>;

    /// Deletes a venue of this version. Fails with [`EditError::InUse`] when there are
    /// performances.
    async fn delete(
        &self,
        venue: VenueId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), EditError>;
}
