use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Clock: Send + Sync {
    /// The current time in whole microseconds, the precision of the database.
    fn now(&self) -> Timestamp;

    async fn sleep(&self, duration: SignedDuration);
}
