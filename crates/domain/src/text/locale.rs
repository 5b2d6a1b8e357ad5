//! The languages of the site.

use core::{fmt, str::FromStr};
use thiserror::Error;

/// Passes the languages of the site to a macro: the variant of [`Locale`] and the tag (BCP 47).
///
/// The first is the language of the theatre. A new language is one line here. Its texts are in `frontend/texts` and in
/// `crates/adapters-smtp/catalogues`, in a file with the name of the tag.
#[macro_export]
macro_rules! with_languages {
    ($with:ident) => {
        $with! {
            It "it";
            En "en";
            De "de";
        }
    };
}

macro_rules! define {
    ($($locale:ident $tag:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Locale {
            $($locale),*
        }

        impl Locale {
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$locale),*];

            /// The language subtag (BCP 47), such as `it`.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$locale => $tag),*
                }
            }
        }
    };
}

with_languages!(define);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a language of the site")]
pub struct UnknownLocale;

impl Default for Locale {
    /// The language of the theatre.
    fn default() -> Self {
        Self::ALL[0]
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
        assert_eq!("de-CH".parse(), Ok(Locale::De));
        assert_eq!("tlh".parse::<Locale>(), Err(UnknownLocale));
    }
}
