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
use azionelab_application::{audit::AuditEntry, ports::StoreError, programme::EditError};
use diesel::{
    QueryResult,
    result::{DatabaseErrorKind, Error},
};

/// Changes one row of a version, and records it.
pub(super) async fn edit(
    connections: &Connections,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<(), EditError> {
    edited(recorded(connections, change, entry).await?)
}

/// What came of a change of one row of a version. Slugs are the only unique values that people
/// choose.
pub(super) fn edited(changed: QueryResult<bool>) -> Result<(), EditError> {
    match changed {
        Ok(true) => Ok(()),
        Ok(false) => Err(EditError::EditedMeanwhile),
        Err(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
            Err(EditError::InUse)
        }
        Err(error) if classify(&error) == Failure::Duplicate => Err(EditError::SlugTaken),
        Err(error) => Err(EditError::Store(store_error(&error))),
    }
}

/// Adds one row unless its slug is taken, and records it.
pub(super) async fn add(
    connections: &Connections,
    insert: impl Change,
    entry: &AuditEntry,
) -> Result<(), EditError> {
    match edit(connections, insert, entry).await {
        Err(EditError::EditedMeanwhile) => Err(EditError::SlugTaken),
        added => added,
    }
}

/// A number as its column stores it.
pub(super) fn stored(number: u32) -> Result<i32, StoreError> {
    i32::try_from(number)
        .map_err(|_| StoreError::Unexpected("a number is too large for its column".into()))
}
