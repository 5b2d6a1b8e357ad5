use super::StoreError;
use async_trait::async_trait;

/// Tells whether what the application can't do without is there.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Health: Send + Sync {
    /// Whether the storage answers, asked with the smallest of questions.
    async fn check(&self) -> Result<(), StoreError>;

    /// Whether the time is beyond doubt. While it is not, nothing expires.
    fn clock_is_steady(&self) -> bool;
}
