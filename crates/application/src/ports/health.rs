use super::StoreError;
use async_trait::async_trait;

/// The health of the parts that the application depends on.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Health: Send + Sync {
    /// Whether the store answers a minimal query.
    async fn check(&self) -> Result<(), StoreError>;

    /// Whether the system clock can be trusted. While it can't, nothing expires.
    fn clock_is_steady(&self) -> bool;
}
