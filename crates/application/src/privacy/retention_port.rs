use crate::ports::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;

/// Deletes expired technical data.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Retention: Send + Sync {
    /// Deletes sessions that have ended by `now` or were last used before `idle_since`, secrets and
    /// staff links that have expired by `now`, booking attempts from before `attempts_since`, and
    /// counts of refused attempts by unknown persons that are a day old.
    async fn forget(
        &self,
        now: Timestamp,
        idle_since: Timestamp,
        attempts_since: Timestamp,
    ) -> Result<(), StoreError>;
}
