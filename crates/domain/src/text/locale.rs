//! The languages of the site.

use core::{fmt, str::FromStr};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: it, en")]
pub struct UnknownLocale;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// Italian, the default.
    #[default]
    It,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::It, Self::En];

    /// The language subtag (BCP 47), such as `it`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Parses a BCP 47 tag. Only the language subtag matters: `en-GB` is English.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(language))
            .ok_or(UnknownLocale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_change_the_language() {
        assert_eq!("en-GB".parse(), Ok(Locale::En));
        assert_eq!("IT_it".parse(), Ok(Locale::It));
        assert_eq!("de".parse::<Locale>(), Err(UnknownLocale));
    }
}
