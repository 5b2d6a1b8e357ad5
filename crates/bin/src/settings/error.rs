use super::variable;
use config::ConfigError;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Which setting is wrong, in one line that says what is expected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    #[error("the setting `{name}` ({}) {fault}", variable(.name))]
    Wrong { name: String, fault: String },
    #[error("the settings `{name}` and `{name}_file` exclude one another; keep one of them")]
    Twice { name: &'static str },
    #[error("the settings file {path} {fault}")]
    File { path: PathBuf, fault: String },
}

impl SettingsError {
    pub(super) fn wrong(name: &str, fault: impl Into<String>) -> Self {
        Self::Wrong { name: name.to_owned(), fault: fault.into() }
    }

    /// A file that is not TOML, without the line at fault: it may hold a password.
    pub(super) fn unreadable(path: &Path, error: &ConfigError) -> Self {
        let message = error.to_string();
        let place = message.lines().find_map(|line| line.find("at line").map(|at| &line[at..]));
        let place = place.map(|place| format!(" ({})", place.trim())).unwrap_or_default();
        Self::File { path: path.to_owned(), fault: format!("is not TOML{place}") }
    }
}

impl From<ConfigError> for SettingsError {
    fn from(error: ConfigError) -> Self {
        let (name, fault) = match error {
            ConfigError::Type { unexpected, expected, key, .. } => {
                (key, format!("is wrong: invalid type: {unexpected}, expected {expected}"))
            }
            ConfigError::At { error, key, .. } => (key, format!("is wrong: {error}")),
            error => (None, error.to_string()),
        };
        let name = name.unwrap_or_default();
        // An unknown name is reported with the section that it stands in.
        let unknown = fault.split("unknown field `").nth(1).and_then(|rest| rest.split_once('`'));
        let Some((field, rest)) = unknown else { return Self::Wrong { name, fault } };
        let name = if name.is_empty() { field.to_owned() } else { format!("{name}.{field}") };
        Self::Wrong { name, fault: format!("is unknown{rest}") }
    }
}
