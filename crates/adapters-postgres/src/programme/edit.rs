//! What the changes of the programme share. Each is recorded in the audit within the transaction
//! that makes it.

use crate::{
    audit::insert_entry,
    db::{
        error::{Failure, classify, store_error},
        pool::{Connections, Transaction},
        statement::Change,
    },
};
use azionelab_application::{audit::AuditEntry, ports::StoreError, programme::EditError};
use diesel::{
    QueryResult,
    result::{DatabaseErrorKind, Error},
};

/// Changes rows and records it. Returns false, and records nothing, if there is no row to change.
pub(crate) async fn recorded(
    connections: &Connections,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<QueryResult<bool>, StoreError> {
    let transaction = connections.begin().await?;
    let changed = recorded_within(&transaction, change, entry).await?;
    if changed == Ok(true) {
        transaction.commit().await?;
    }
    Ok(changed)
}

/// As [`recorded`], within a transaction.
pub(super) async fn recorded_within(
    transaction: &Transaction,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<QueryResult<bool>, StoreError> {
    let changed = transaction.attempt(change).await;
    if changed.as_ref().is_ok_and(|&rows| rows > 0) {
        transaction.run(insert_entry(entry)).await?;
    }
    Ok(changed.map(|rows| rows > 0))
}

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
