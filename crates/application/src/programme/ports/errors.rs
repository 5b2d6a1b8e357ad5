use crate::ports::StoreError;
use thiserror::Error;

/// Why a show or a venue was not added.
#[derive(Debug, Error)]
pub enum AddError {
    #[error("another one has this slug")]
    SlugTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a show or a venue was not replaced.
#[derive(Debug, Error)]
pub enum SaveError {
    /// It has another version, or does not exist.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("another one has this slug")]
    SlugTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the poster of a show was not changed.
#[derive(Debug, Error)]
pub enum SavePosterError {
    /// The show has another version, or does not exist.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a show, a venue or a performance was not deleted.
#[derive(Debug, Error)]
pub enum DeleteError {
    /// It has another version, or does not exist.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("something else depends on it")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}
