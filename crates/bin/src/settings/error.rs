use std::path::PathBuf;

use thiserror::Error;

use super::known::{self, Known};

/// Which setting is wrong and what is allowed, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// There is no such setting.
    #[error("unknown setting `{name}` in {origin}; there are: {existing}")]
    Unknown {
        /// The name as written.
        name: String,
        /// Where it is written.
        origin: String,
        /// The existing settings that may be meant.
        existing: String,
    },
    /// The value is not allowed.
    #[error(
        "the setting `{name}` ({variable}) {fault}; it must be {allowed}",
        variable = known::variable(.name)
    )]
    Wrong {
        name: &'static str,
        /// What is wrong with the value.
        fault: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// Both the value and a file with the value are set.
    #[error("the settings `{name}` and `{name}_file` exclude each other; remove one of them")]
    Twice {
        /// The name of the value's setting.
        name: &'static str,
    },
    /// The settings file cannot be read.
    #[error("the settings file {path} {fault}")]
    File {
        path: PathBuf,
        /// What is wrong with the file.
        fault: String,
    },
}

impl SettingsError {
    pub(super) fn unknown(name: &str, origin: impl Into<String>) -> Self {
        let section = name.to_lowercase();
        Self::Unknown {
            name: name.to_owned(),
            origin: origin.into(),
            existing: known::similar(&section),
        }
    }

    pub(super) fn wrong(known: &'static Known, value: &str) -> Self {
        let fault = if known.secret {
            "is wrong".to_owned()
        } else {
            format!("is `{}`", value.escape_debug())
        };
        Self::Wrong { name: known.name, fault, allowed: known.allowed }
    }

    pub(super) fn missing(known: &'static Known, why: &str) -> Self {
        Self::Wrong { name: known.name, fault: why.to_owned(), allowed: known.allowed }
    }
}
