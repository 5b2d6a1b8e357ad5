//! What a database error means to the application.

use azionelab_application::ports::{Source, StoreError};
use diesel::result::{DatabaseErrorKind, Error};

/// What a failed statement says, by its kind. Diesel tells some kinds apart; for the others there
/// is only the server's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Two transactions got in each other's way; the same one may succeed now.
    Retry,
    /// A row with this key exists.
    Duplicate,
    /// The database is gone, shutting down, or too slow.
    Unavailable,
    /// Anything else.
    Unexpected,
}

/// The server's words (PostgreSQL, `src/backend/utils/errcodes.txt`, classes 25, 53, 55 and 57) for
/// what Diesel has no kind for. It passes no codes on, so they are told apart only where the
/// server speaks English (`lc_messages`).
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

/// As the application sees it. Only the server's message goes along, without the values that it
/// quotes, and never its detail, which may tell what was stored.
pub(crate) fn store_error(error: &Error) -> StoreError {
    let told = match error {
        Error::DatabaseError(_, information) => without_values(information.message()).into(),
        _ => error.to_string().into(),
    };
    match classify(error) {
        Failure::Retry | Failure::Unavailable => StoreError::Unavailable(told),
        Failure::Duplicate | Failure::Unexpected => StoreError::Unexpected(told),
    }
}

/// A message of the server up to where it may quote what it was given. It does so after a colon
/// (`invalid input syntax for type integer: "…"`) or as the `value "…"`; names of tables and
/// constraints stand elsewhere.
fn without_values(message: &str) -> &str {
    let quoted = ["value \"", ": \""].iter().filter_map(|before| message.find(before));
    &message[..quoted.min().unwrap_or(message.len())]
}

/// A connection that can't be had, or stays silent, is like one that was lost.
pub(crate) fn lost(why: impl Into<Source>) -> Error {
    Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(why.into().to_string()))
}

/// The database did not answer in time.
pub(crate) fn no_answer() -> Error {
    lost("the database did not answer in time")
}

/// A row that breaks a promise of the schema.
pub(crate) fn bad_row(column: &'static str) -> StoreError {
    StoreError::Unexpected(format!("column {column} holds what it never should").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_without_the_values_that_it_quotes() {
        for (message, told) in [
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
            assert_eq!(without_values(message), told);
        }
    }
}
