use core::fmt;
use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not 1 to 80 of a-z, 0-9 and single hyphens")]
pub struct SlugError;

/// The readable part of an address, such as `la-locandiera` in `/shows/la-locandiera`: 1 to 80
/// characters of `a-z`, `0-9` and single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let plain = text.len() <= 80
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        plain.then(|| Self(text.to_owned())).ok_or(SlugError)
    }

    /// A slug made from a title: letters without accents and in lower case, a hyphen for everything
    /// else. `None` if no character of the title is allowed in a slug.
    pub fn suggested_by(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in title.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                'ß' => slug.push_str("ss"),
                'æ' => slug.push_str("ae"),
                'œ' => slug.push_str("oe"),
                'ø' => slug.push('o'),
                'ł' => slug.push('l'),
                _ if slug.is_empty() || slug.ends_with('-') => {}
                _ => slug.push('-'),
            }
        }
        slug.truncate(Self::LONGEST_SUGGESTED);
        Self::parse(slug.trim_end_matches('-')).ok()
    }

    /// The same slug with a number at its end, for when it is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let number = format!("-{number}");
        let room = 80 - number.len();
        let start = &self.0[..self.0.len().min(room)];
        Self(format!("{}{number}", start.trim_end_matches('-')))
    }

    const LONGEST_SUGGESTED: usize = 60;

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
    use rstest::rstest;

    #[rstest]
    #[case("La locandiera", Some("la-locandiera"))]
    #[case("Così è (se vi pare)", Some("cosi-e-se-vi-pare"))]
    #[case("  «Sei personaggi»… 2026!", Some("sei-personaggi-2026"))]
    #[case("Peer Gynt: Øst og Straße", Some("peer-gynt-ost-og-strasse"))]
    #[case("茶館", None)]
    #[case("…", None)]
    fn a_title_suggests_a_slug(#[case] title: &str, #[case] slug: Option<&str>) {
        assert_eq!(Slug::suggested_by(title).as_ref().map(Slug::as_str), slug);
    }

    #[test]
    fn a_long_title_suggests_a_short_slug() {
        let slug = Slug::suggested_by(&"un titolo lungo ".repeat(20)).unwrap();
        assert!(slug.as_str().len() <= 60 && slug.as_str().starts_with("un-titolo-lungo-un"));
        assert_eq!(Slug::suggested_by(&"a".repeat(200)).unwrap().as_str().len(), 60);
    }

    #[test]
    fn a_slug_that_is_taken_gets_a_number() {
        assert_eq!(Slug::parse("amleto").unwrap().numbered(2).as_str(), "amleto-2");
        let long = Slug::parse(&"a".repeat(80)).unwrap().numbered(12);
        assert!(Slug::parse(long.as_str()).is_ok() && long.as_str().ends_with("a-12"));
    }

    #[test]
    fn a_slug_needs_no_escaping_in_an_address() {
        assert!(Slug::parse("sogno-2026").is_ok());
        for bad in ["", "-a", "a-", "a--b", "A", "a/b", "è", "a b", &"a".repeat(81)] {
            assert_eq!(Slug::parse(bad), Err(SlugError), "{bad}");
        }
    }
}
