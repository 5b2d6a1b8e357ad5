use crate::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    programme::{AddError, DeleteError, SaveError},
};
use async_trait::async_trait;
use azionelab_domain::{Venue, VenueId};

/// A venue with the data for the office.
#[derive(Debug, Clone, PartialEq)]
pub struct VenueEntry {
    pub venue: Venue,
    /// The usual number of seats of a performance there.
    pub default_capacity: Option<u32>,
}

/// The venues. Each change is stored together with its audit entry, or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Venues: Send + Sync {
    /// All venues, by name.
    async fn all(&self) -> Result<Vec<Versioned<VenueEntry>>, StoreError>;

    async fn find(&self, venue: VenueId) -> Result<Option<Versioned<VenueEntry>>, StoreError>;

    /// Adds a venue. Returns [`AddError::SlugTaken`] if another venue has its slug.
    async fn add(&self, venue: &VenueEntry, entry: &AuditEntry) -> Result<(), AddError>;

    /// Replaces the venue with this id if it still has the version `over`. Returns
    /// [`SaveError::SlugTaken`] if another venue has its slug.
    async fn save(
        &self,
        venue: &VenueEntry,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<(), SaveError>;

    /// Deletes a venue if it still has this version. Returns [`DeleteError::InUse`] if it has
    /// performances.
    async fn delete(
        &self,
        venue: VenueId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), DeleteError>;
}
