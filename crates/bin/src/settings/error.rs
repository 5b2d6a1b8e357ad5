use std::path::PathBuf;

use thiserror::Error;

use super::known::{self, Known};

/// Which setting is wrong, on one line with what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// There is no such setting.
    #[error("unknown setting `{name}` in {origin}; there are: {there_are}")]
    Unknown {
        /// As it was written.
        name: String,
        /// Where it was written.
        origin: String,
        /// What may have been meant.
        there_are: String,
    },
    /// The value can't be what it is.
    #[error(
        "the setting `{name}` ({variable}) {fault}; it has to be {allowed}",
        variable = known::variable(.name)
    )]
    Wrong {
        /// Its name.
        name: &'static str,
        /// What is wrong with it.
        fault: String,
        /// What it has to be.
        allowed: &'static str,
    },
    /// The value and a file with the value.
    #[error("the settings `{name}` and `{name}_file` exclude one another; keep one of them")]
    Twice {
        /// The name of the first.
        name: &'static str,
    },
    /// The settings file can't be used.
    #[error("the settings file {path} {fault}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
}

impl SettingsError {
    pub(super) fn unknown(name: &str, origin: impl Into<String>) -> Self {
        let section = name.to_lowercase();
        Self::Unknown {
            name: name.to_owned(),
            origin: origin.into(),
            there_are: known::alike(&section),
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
