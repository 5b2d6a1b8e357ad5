//! The readable part of a page's address.

use core::fmt;

use thiserror::Error;

/// Why a slug was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 80 of a-z, 0-9 and single hyphens")]
pub struct SlugError;

/// The readable part of an address, as in `/shows/la-locandiera`: 1 to 80 characters of `a-z`,
/// `0-9` and single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Reads a slug.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let plain = text.len() <= 80
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        plain.then(|| Self(text.to_owned())).ok_or(SlugError)
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_needs_no_escaping_in_an_address() {
        assert!(Slug::parse("sogno-2026").is_ok());
        for bad in ["", "-a", "a-", "a--b", "A", "a/b", "è", "a b", &"a".repeat(81)] {
            assert_eq!(Slug::parse(bad), Err(SlugError), "{bad}");
        }
    }
}
