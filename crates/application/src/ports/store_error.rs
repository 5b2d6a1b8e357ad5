use thiserror::Error;

/// The cause of a failure, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// A failure of the store. Nothing was changed, unless the connection was lost during the commit.
/// In that case a repeated request finds out.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The store can't be reached or is too busy. The same request may succeed later.
    #[error("the database cannot be reached or is too busy")]
    Unavailable(#[source] Source),
    /// The store returned something unexpected.
    #[error("the database returned something unexpected")]
    Unexpected(#[source] Source),
}
