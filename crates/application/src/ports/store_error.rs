use thiserror::Error;

/// Where a failure came from, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// The storage did not do what was asked. Nothing was changed, unless the connection was lost at
/// the very moment of committing: then a repeated request finds out.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It can't be reached or is too busy; the same request may succeed in a moment.
    #[error("the database can't be reached or is too busy")]
    Unavailable(#[source] Source),
    /// It answered with something that we did not expect.
    #[error("the database answered with something unexpected")]
    Unexpected(#[source] Source),
}
