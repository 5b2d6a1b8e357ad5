//! Combines the sources of settings: defaults, then the settings file, then the environment.

use std::{collections::HashMap, ffi::OsString, fs, path::Path};

use config::{Config, Environment, File, FileFormat, Map, Source as _, Value, ValueKind};
use secrecy::SecretString;

use super::{
    SettingsError,
    known::{self, KNOWN, Known},
};

/// An environment variable: name and value.
pub(super) type Variable = (OsString, OsString);

/// The content of a settings file.
pub(super) struct SettingsFile<'a> {
    pub path: &'a Path,
    pub text: String,
}

/// The combined settings. Later sources override earlier ones.
pub(super) struct Layers(Config);

impl Layers {
    pub(super) fn new(
        file: Option<&SettingsFile<'_>>,
        variables: impl IntoIterator<Item = Variable>,
    ) -> Result<Self, SettingsError> {
        let mut layers = Config::builder();
        for known in KNOWN {
            if let Some(default) = known.default {
                layers =
                    layers.set_default(known.name, default).map_err(|error| table_error(&error))?;
            }
        }
        if let Some(file) = file {
            let source = File::from_str(&file.text, FileFormat::Toml);
            let value = source.collect().map_err(|error| unreadable(file.path, &error))?;
            check_names("", &value, file.path)?;
            layers = layers.add_source(source);
        }
        let environment = Environment::with_prefix("AZIONELAB")
            .prefix_separator("__")
            .separator("__")
            .ignore_empty(true)
            .source(Some(own_variables(variables)?));
        layers.add_source(environment).build().map_err(|error| table_error(&error)).map(Self)
    }

    /// Returns the value of a setting, if it is set.
    pub(super) fn value(&self, name: &str) -> Result<Option<String>, SettingsError> {
        match self.0.get_string(name) {
            Ok(value) => Ok(Some(value)),
            Err(config::ConfigError::NotFound(_)) => Ok(None),
            Err(_) => Err(SettingsError::wrong(setting(name), "a list or a table")),
        }
    }

    /// Returns the value parsed by `read`, or `None` if it is not set.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, SettingsError> {
        self.value(name)?
            .map(|value| read(&value).ok_or_else(|| SettingsError::wrong(setting(name), &value)))
            .transpose()
    }

    /// Returns the value parsed by `read`. The setting must have a default.
    pub(super) fn get<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, SettingsError> {
        self.optional(name, read)?
            .ok_or_else(|| SettingsError::missing(setting(name), "is missing"))
    }

    /// Returns a list, written as a TOML list or separated by commas.
    pub(super) fn list<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, SettingsError> {
        let value = match self.0.get_array(name) {
            Ok(items) => {
                items.into_iter().map(|item| item.into_string().unwrap_or_default()).collect()
            }
            Err(_) => match self.value(name)? {
                Some(value) => value.split(',').map(|item| item.trim().to_owned()).collect(),
                None => Vec::new(),
            },
        };
        value
            .iter()
            .filter(|item| !item.is_empty() || value.len() > 1)
            .map(|item| read(item).ok_or_else(|| SettingsError::wrong(setting(name), item)))
            .collect()
    }

    /// Returns a secret, from its own setting or from the file in `<name>_file`.
    pub(super) fn secret(&self, name: &'static str) -> Result<Option<SecretString>, SettingsError> {
        let file_name = format!("{name}_file");
        match (self.value(name)?, self.value(&file_name)?) {
            (Some(_), Some(_)) => Err(SettingsError::Twice { name }),
            (Some(value), None) => Ok(Some(value.into())),
            (None, Some(file)) => {
                let Ok(content) = fs::read_to_string(&file) else {
                    return Err(SettingsError::wrong(setting(&file_name), &file));
                };
                Ok(Some(content.trim_end_matches(['\r', '\n']).into()))
            }
            (None, None) => Ok(None),
        }
    }
}

fn setting(name: &str) -> &'static Known {
    known::find(name).expect("the table contains every setting that is read")
}

/// Only a mistake in the table of settings can cause this error, and every test would find it.
fn table_error(error: &config::ConfigError) -> SettingsError {
    SettingsError::File { path: "(defaults)".into(), fault: error.to_string() }
}

/// Returns our variables with their values. An unknown name is an error.
fn own_variables(
    variables: impl IntoIterator<Item = Variable>,
) -> Result<HashMap<String, String>, SettingsError> {
    let mut own_variables = HashMap::new();
    for (variable, value) in variables {
        let Some(variable) = variable.to_str().filter(|name| name.starts_with("AZIONELAB__"))
        else {
            continue;
        };
        let name = variable["AZIONELAB__".len()..].to_lowercase().replace("__", ".");
        let Some(known) =
            known::find(&name).filter(|known| known::variable(known.name) == variable)
        else {
            return Err(match known::find(&name) {
                // Only the letter case is wrong.
                Some(known) => SettingsError::Unknown {
                    name: variable.to_owned(),
                    origin: "the environment".to_owned(),
                    existing: known::variable(known.name),
                },
                None => SettingsError::Unknown {
                    name: variable.to_owned(),
                    origin: "the environment".to_owned(),
                    existing: known::similar(&name),
                },
            });
        };
        let Some(value) = value.to_str() else {
            return Err(SettingsError::missing(known, "is not UTF-8"));
        };
        own_variables.insert(variable.to_owned(), value.to_owned());
    }
    Ok(own_variables)
}

fn check_names(
    section: &str,
    value: &Map<String, Value>,
    file: &Path,
) -> Result<(), SettingsError> {
    for (name, value) in value {
        let name = if section.is_empty() { name.clone() } else { format!("{section}.{name}") };
        match &value.kind {
            ValueKind::Table(inside) if known::find(&name).is_none() => {
                check_names(&name, inside, file)?;
            }
            _ if known::find(&name).is_none() => {
                return Err(SettingsError::unknown(&name, file.display().to_string()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Describes a parse error without quoting the line, which may contain a password.
fn unreadable(path: &Path, error: &config::ConfigError) -> SettingsError {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let position = lines.next().unwrap_or_default();
    let position =
        position.find("at line").map_or(String::new(), |at| format!(" ({})", &position[at..]));
    SettingsError::File { path: path.to_owned(), fault: format!("is not TOML{position}") }
}
