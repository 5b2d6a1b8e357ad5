use crate::http::problem::{ApiError, Fault, FieldFault};
use azionelab_domain::is_blank;
use secrecy::SecretString;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor},
};
use serde_json::Value;
use std::{borrow::Cow, fmt};

/// A field of a body that may be missing or of the wrong type. Such a field does not stop the
/// others from being read, so that the answer can name all errors at once.
#[derive(Default)]
pub(crate) enum Given<T> {
    #[default]
    Missing,
    Wrong,
    Right(T),
}

impl<T> From<Option<T>> for Given<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Self::Right)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<Value>::deserialize(deserializer)? {
            None => Self::Missing,
            Some(value) => T::deserialize(value).map_or(Self::Wrong, Self::Right),
        })
    }
}

/// The names of unknown fields of a body.
pub(crate) struct Unknown(Vec<String>);

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Unknown;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Unknown, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = fields.next_entry()? {
                    names.push(name);
                }
                Ok(Unknown(names))
            }
        }

        deserializer.deserialize_map(Names)
    }
}

/// Reads fields and collects their errors.
#[derive(Default)]
pub(crate) struct Check {
    faults: Vec<FieldFault>,
}

impl Check {
    /// Starts with an error for each unknown field.
    pub fn new(unknown: Unknown) -> Self {
        let fault = |name: String| FieldFault {
            field: name.chars().take(100).collect::<String>().into(),
            fault: Fault::Unknown,
        };
        Self { faults: unknown.0.into_iter().take(20).map(fault).collect() }
    }

    /// Adds an error.
    pub fn note(&mut self, field: impl Into<Cow<'static, str>>, fault: impl Into<Fault>) {
        self.faults.push(FieldFault { field: field.into(), fault: fault.into() });
    }

    /// Reads a field that must be present.
    pub fn required<T, U, E: Into<Fault>>(
        &mut self,
        field: &'static str,
        given: Given<T>,
        read: impl FnOnce(T) -> Result<U, E>,
    ) -> Option<U> {
        if matches!(given, Given::Missing) {
            self.note(field, Fault::Required);
        }
        self.optional(field, given, read)
    }

    /// Reads a field that may be missing.
    pub fn optional<T, U, E: Into<Fault>>(
        &mut self,
        field: &'static str,
        given: Given<T>,
        read: impl FnOnce(T) -> Result<U, E>,
    ) -> Option<U> {
        match given {
            Given::Missing => None,
            Given::Wrong => {
                self.note(field, Fault::Invalid);
                None
            }
            Given::Right(value) => read(value).map_err(|error| self.note(field, error)).ok(),
        }
    }

    /// Reads a text that may be missing or blank.
    pub fn text<U, E: Into<Fault>>(
        &mut self,
        field: &'static str,
        given: Given<String>,
        read: impl FnOnce(&str) -> Result<U, E>,
    ) -> Option<U> {
        match given {
            // A text with a control character is not blank: it is refused like any such text.
            Given::Right(text)
                if is_blank(&text)
                    && text.chars().all(|c| c.is_whitespace() || !c.is_control()) =>
            {
                None
            }
            given => self.optional(field, given, |text| read(&text)),
        }
    }

    /// Reads a password or code, without any rules for its form.
    pub fn secret(&mut self, field: &'static str, given: Given<String>) -> Option<SecretString> {
        self.required(field, given, |typed| Ok::<_, Fault>(SecretString::from(typed)))
    }

    /// Returns the value if there are no errors.
    pub fn done<T>(self, read: Option<T>) -> Result<T, ApiError> {
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(ApiError::Validation(self.faults)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_the_wrong_type_is_not_missing() {
        let given = |json| serde_json::from_str::<Given<String>>(json).unwrap();
        assert!(matches!(given("null"), Given::Missing));
        assert!(matches!(given("3"), Given::Wrong));
        assert!(matches!(given("{\"a\":[]}"), Given::Wrong));
        assert!(matches!(given("\"3\""), Given::Right(_)));
    }
}
