//! What was said where: defaults, then the settings file, then the environment.

use std::{collections::HashMap, ffi::OsString, fs, path::Path};

use config::{Config, Environment, File, FileFormat, Map, Source as _, Value, ValueKind};
use secrecy::SecretString;

use super::{
    SettingsError,
    known::{self, KNOWN, Known},
};

/// A variable of the environment.
pub(super) type Variable = (OsString, OsString);

/// A settings file that was read.
pub(super) struct SettingsFile<'a> {
    pub path: &'a Path,
    pub text: String,
}

/// All that was said, the strongest voice on top.
pub(super) struct Layers(Config);

impl Layers {
    pub(super) fn new(
        file: Option<&SettingsFile<'_>>,
        variables: impl IntoIterator<Item = Variable>,
    ) -> Result<Self, SettingsError> {
        let mut layers = Config::builder();
        for known in KNOWN {
            if let Some(default) = known.default {
                layers = layers
                    .set_default(known.name, default)
                    .map_err(|error| fault_of_ours(&error))?;
            }
        }
        if let Some(file) = file {
            let source = File::from_str(&file.text, FileFormat::Toml);
            let said = source.collect().map_err(|error| unreadable(file.path, &error))?;
            check_names("", &said, file.path)?;
            layers = layers.add_source(source);
        }
        let environment = Environment::with_prefix("AZIONELAB")
            .prefix_separator("__")
            .separator("__")
            .ignore_empty(true)
            .source(Some(ours(variables)?));
        layers.add_source(environment).build().map_err(|error| fault_of_ours(&error)).map(Self)
    }

    /// What was said of a setting, if anything.
    pub(super) fn said(&self, name: &str) -> Result<Option<String>, SettingsError> {
        match self.0.get_string(name) {
            Ok(said) => Ok(Some(said)),
            Err(config::ConfigError::NotFound(_)) => Ok(None),
            Err(_) => Err(SettingsError::wrong(setting(name), "a list or a table")),
        }
    }

    /// The setting as `read` reads it; none when nothing was said.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, SettingsError> {
        self.said(name)?
            .map(|said| read(&said).ok_or_else(|| SettingsError::wrong(setting(name), &said)))
            .transpose()
    }

    /// The setting as `read` reads it. It has a default.
    pub(super) fn get<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, SettingsError> {
        self.optional(name, read)?
            .ok_or_else(|| SettingsError::missing(setting(name), "is missing"))
    }

    /// The setting as a list, written as one or with commas.
    pub(super) fn list<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, SettingsError> {
        let said = match self.0.get_array(name) {
            Ok(items) => {
                items.into_iter().map(|item| item.into_string().unwrap_or_default()).collect()
            }
            Err(_) => match self.said(name)? {
                Some(said) => said.split(',').map(|item| item.trim().to_owned()).collect(),
                None => Vec::new(),
            },
        };
        said.iter()
            .filter(|item| !item.is_empty() || said.len() > 1)
            .map(|item| read(item).ok_or_else(|| SettingsError::wrong(setting(name), item)))
            .collect()
    }

    /// A secret, said outright or in the file that `<name>_file` names.
    pub(super) fn secret(&self, name: &'static str) -> Result<Option<SecretString>, SettingsError> {
        let file_name = format!("{name}_file");
        match (self.said(name)?, self.said(&file_name)?) {
            (Some(_), Some(_)) => Err(SettingsError::Twice { name }),
            (Some(said), None) => Ok(Some(said.into())),
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
    known::find(name).expect("every setting that is asked for is in the table")
}

/// Only of the table of settings, so it shows in every test.
fn fault_of_ours(error: &config::ConfigError) -> SettingsError {
    SettingsError::File { path: "(defaults)".into(), fault: error.to_string() }
}

/// Our variables by name; an unknown one is refused.
fn ours(
    variables: impl IntoIterator<Item = Variable>,
) -> Result<HashMap<String, String>, SettingsError> {
    let mut ours = HashMap::new();
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
                // Only the letter case differs.
                Some(known) => SettingsError::Unknown {
                    name: variable.to_owned(),
                    origin: "the environment".to_owned(),
                    there_are: known::variable(known.name),
                },
                None => SettingsError::Unknown {
                    name: variable.to_owned(),
                    origin: "the environment".to_owned(),
                    there_are: known::alike(&name),
                },
            });
        };
        let Some(value) = value.to_str() else {
            return Err(SettingsError::missing(known, "is not UTF-8"));
        };
        ours.insert(variable.to_owned(), value.to_owned());
    }
    Ok(ours)
}

fn check_names(section: &str, said: &Map<String, Value>, file: &Path) -> Result<(), SettingsError> {
    for (name, value) in said {
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

/// What is wrong with the file, without the line that is wrong: it may hold a password.
fn unreadable(path: &Path, error: &config::ConfigError) -> SettingsError {
    let told = error.to_string();
    let mut lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
    let place = lines.next().unwrap_or_default();
    let place = place.find("at line").map_or(String::new(), |at| format!(" ({})", &place[at..]));
    SettingsError::File { path: path.to_owned(), fault: format!("is not TOML{place}") }
}
