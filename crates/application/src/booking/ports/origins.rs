use crate::ports::StoreError;
use async_trait::async_trait;
use azionelab_domain::OriginKey;

/// The key for hashing the origins of bookings.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Origins: Send + Sync {
    /// Returns the key that all processes share. If there is none yet, stores and returns `drawn`.
    /// Every booking calls this, so only the first call accesses the database.
    async fn key(&self, drawn: OriginKey) -> Result<OriginKey, StoreError>;
}
