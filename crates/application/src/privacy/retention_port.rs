use crate::ports::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;

/// What nobody needs any more.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Retention: Send + Sync {
    /// Forgets the sessions that have ended by `now` or were last used before `idle_since`, the
    /// secrets and the links of staff that have expired by `now`, and the attempts to book made
    /// before `attempts_since`, and how often strangers tried something a day before `now`.
    async fn forget(
        &self,
        now: Timestamp,
        idle_since: Timestamp,
        attempts_since: Timestamp,
    ) -> Result<(), StoreError>;
}
