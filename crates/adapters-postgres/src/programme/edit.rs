//! What the changes of the programme share. Each is recorded in the audit within the transaction
//! that makes it.

use crate::{
    audit::recorded,
    db::{
        error::{Failure, classify, store_error},
        pool::Connections,
        statement::Change,
    },
};
use azionelab_application::{
    audit::AuditEntry,
    ports::StoreError,
    programme::{AddError, DeleteError, SaveError},
};
use diesel::{
    QueryResult,
    result::{DatabaseErrorKind, Error},
};

/// Adds one row unless its slug is taken, and records it.
pub(super) async fn add(
    connections: &Connections,
    insert: impl Change,
    entry: &AuditEntry,
) -> Result<(), AddError> {
    match recorded(connections, insert, entry).await? {
        Ok(true) => Ok(()),
        Ok(false) => Err(AddError::SlugTaken),
        Err(error) => Err(AddError::Store(store_error(&error))),
    }
}

/// Replaces one row of a version, and records it. Slugs are the only unique values that people
/// choose.
pub(super) async fn save(
    connections: &Connections,
    update: impl Change,
    entry: &AuditEntry,
) -> Result<(), SaveError> {
    match recorded(connections, update, entry).await? {
        Ok(true) => Ok(()),
        Ok(false) => Err(SaveError::EditedMeanwhile),
        Err(error) if classify(&error) == Failure::Duplicate => Err(SaveError::SlugTaken),
        Err(error) => Err(SaveError::Store(store_error(&error))),
    }
}

/// Deletes one row of a version, and records it.
pub(super) async fn delete(
    connections: &Connections,
    delete: impl Change,
    entry: &AuditEntry,
) -> Result<(), DeleteError> {
    deleted(recorded(connections, delete, entry).await?)
}

/// What came of deleting one row of a version.
pub(super) fn deleted(deleted: QueryResult<bool>) -> Result<(), DeleteError> {
    match deleted {
        Ok(true) => Ok(()),
        Ok(false) => Err(DeleteError::EditedMeanwhile),
        Err(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
            Err(DeleteError::InUse)
        }
        Err(error) => Err(DeleteError::Store(store_error(&error))),
    }
}

/// A number as its column stores it.
pub(super) fn stored(number: u32) -> Result<i32, StoreError> {
    i32::try_from(number)
        .map_err(|_| StoreError::Unexpected("a number is too large for its column".into()))
}
