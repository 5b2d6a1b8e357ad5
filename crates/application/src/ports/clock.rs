use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

/// The time.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Clock: Send + Sync {
    /// The time now, in whole microseconds, which is what the database keeps.
    fn now(&self) -> Timestamp;

    /// Waits.
    async fn sleep(&self, duration: SignedDuration);
}
