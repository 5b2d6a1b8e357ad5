//! What the office arranges of the programme. Whatever is changed is recorded in the audit by
//! the statement, or within the transaction, that changes it.

use crate::{
    audit::{document, insert_entry},
    db::{
        error::{Failure, classify, store_error},
        pool::Connections,
        statement::Change,
    },
};
use azionelab_application::{audit::AuditEntry, ports::StoreError, programme::EditError};
use diesel::{
    QueryableByName,
    result::{DatabaseErrorKind, Error},
    sql_types::Uuid,
};

/// A row that was changed.
#[derive(QueryableByName)]
pub(super) struct Changed {
    #[diesel(sql_type = Uuid)]
    #[expect(dead_code, reason = "that it is there says enough")]
    id: uuid::Uuid,
}

/// An entry of the audit as a parameter.
pub(super) fn written(entry: &AuditEntry) -> String {
    document(entry).to_string()
}

/// Changes one row of a version, and records it.
pub(super) async fn edit(
    connections: &Connections,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<(), EditError> {
    let transaction = connections.begin().await?;
    if transaction.attempt(change).await.map_err(|error| refusal(&error))? == 0 {
        return Err(EditError::EditedMeanwhile);
    }
    transaction.run(insert_entry(entry)).await?;
    Ok(transaction.commit().await?)
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

/// What an error of the database says: of all that is unique only slugs are chosen by people.
pub(super) fn refusal(error: &Error) -> EditError {
    match error {
        Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => EditError::InUse,
        error if classify(error) == Failure::Duplicate => EditError::SlugTaken,
        error => EditError::Store(store_error(error)),
    }
}

/// A number as its column keeps it.
pub(super) fn stored(number: u32) -> Result<i32, StoreError> {
    i32::try_from(number)
        .map_err(|_| StoreError::Unexpected("a number is beyond every bound".into()))
}
