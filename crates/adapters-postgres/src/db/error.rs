//! Converts errors of the database.

use azionelab_application::ports::{Source, StoreError};
use diesel::result::{DatabaseErrorKind, Error};

/// The kinds of failed statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A serialization failure or a deadlock. A retry may succeed.
    Retry,
    /// A row with this key exists.
    Duplicate,
    /// The database is unreachable, shutting down, or too slow.
    Unavailable,
    Unexpected,
}

/// Messages of the server for errors without a kind in Diesel (classes 25, 53, 55 and 57 of
/// `src/backend/utils/errcodes.txt`). Diesel has no error codes, so they are recognized only if the
/// server's messages are in English (`lc_messages`).
const BUSY: [&str; 11] = [
    "canceling statement due to",
    "terminating connection",
    "could not obtain lock",
    "the database system is",
    "too many clients",
    "remaining connection slots",
    "no space left on device",
    "out of memory",
    "out of shared memory",
    "could not extend file",
    "in a read-only transaction",
];

pub(crate) fn classify(error: &Error) -> Failure {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Failure::Retry,
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Failure::Duplicate,
        Error::DatabaseError(
            DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::ReadOnlyTransaction,
            _,
        )
        | Error::BrokenTransactionManager
        | Error::RollbackErrorOnCommit { .. } => Failure::Unavailable,
        Error::DatabaseError(_, information) => {
            let message = information.message().to_lowercase();
            if message.contains("deadlock detected") {
                Failure::Retry
            } else if BUSY.iter().any(|words| message.contains(words)) {
                Failure::Unavailable
            } else {
                Failure::Unexpected
            }
        }
        _ => Failure::Unexpected,
    }
}

/// The error for the application. It contains the server's message without quoted values, and never
/// the detail, which may contain stored values.
pub(crate) fn store_error(error: &Error) -> StoreError {
    let message = match error {
        Error::DatabaseError(_, information) => without_values(information.message()).into(),
        _ => error.to_string().into(),
    };
    match classify(error) {
        Failure::Retry | Failure::Unavailable => StoreError::Unavailable(message),
        Failure::Duplicate | Failure::Unexpected => StoreError::Unexpected(message),
    }
}

/// The message up to the first quoted value. A value follows a colon (`invalid input syntax for
/// type integer: "…"`) or the word `value`. Names of tables and constraints stand elsewhere.
fn without_values(message: &str) -> &str {
    let quoted = ["value \"", ": \""].iter().filter_map(|before| message.find(before));
    &message[..quoted.min().unwrap_or(message.len())]
}

/// An error that is handled like a lost connection.
pub(crate) fn lost(why: impl Into<Source>) -> Error {
    Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(why.into().to_string()))
}

pub(crate) fn no_answer() -> Error {
    lost("the database did not answer in time")
}

/// A value that the constraints of the schema forbid.
pub(crate) fn bad_row(column: &'static str) -> StoreError {
    StoreError::Unexpected(format!("column {column} has an invalid value").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_before_quoted_values() {
        for (message, expected) in [
            (
                "invalid input syntax for type integer: \"Anna\"",
                "invalid input syntax for type integer",
            ),
            ("value \"Anna\" is out of range for type integer", ""),
            ("invalid input value for enum kind: \"Anna\"", "invalid input value for enum kind"),
            (
                "duplicate key value violates unique constraint \"staff_email_key_key\"",
                "duplicate key value violates unique constraint \"staff_email_key_key\"",
            ),
            ("relation \"houses\" does not exist", "relation \"houses\" does not exist"),
        ] {
            assert_eq!(without_values(message), expected);
        }
    }
}
