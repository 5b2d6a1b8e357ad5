use crate::ports::StoreError;
use async_trait::async_trait;
use azionelab_domain::OriginKey;

/// The key by which the processes of a site tell apart where bookings come from.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Origins: Send + Sync {
    /// The key that all processes share; `drawn` becomes it if there is none yet. It is asked for
    /// with each booking, so it costs nothing after the first time.
    async fn key(&self, drawn: OriginKey) -> Result<OriginKey, StoreError>;
}
