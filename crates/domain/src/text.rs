//! Texts that people type: a name, a note.

use core::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// Longer than allowed.
    #[error("is longer than {max} characters")]
    TooLong {
        /// The longest length allowed, in characters (Unicode scalar values).
        max: usize,
    },
    /// Holds control or invisible formatting characters, which could forge a line on a list.
    #[error("holds characters that can't be printed")]
    Unprintable,
}

/// Characters that print nothing and change how others print: bidirectional overrides and
/// isolates, zero-width spaces, the byte order mark (Unicode category Cf, as far as no name needs
/// them; the joiners U+200C and U+200D are kept for Persian and Indic names).
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn clean(text: &str, max: usize, keep_lines: bool) -> Result<String, TextError> {
    // The bound is checked before any work, so that a huge text costs nothing.
    if text.len() > max * 8 {
        return Err(TextError::TooLong { max });
    }
    let mut unprintable = false;
    let lines = text.trim().nfc().collect::<String>().replace("\r\n", "\n");
    let cleaned = lines
        .split('\n')
        .map(|line| {
            let line = line.replace('\t', " ");
            unprintable |= line.chars().any(|c| c.is_control() || is_invisible(c));
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect::<Vec<_>>();
    if unprintable || (cleaned.len() > 1 && !keep_lines) {
        return Err(TextError::Unprintable);
    }
    let cleaned = cleaned.join("\n");
    match cleaned.chars().count() {
        0 => Err(TextError::Empty),
        length if length > max => Err(TextError::TooLong { max }),
        _ => Ok(cleaned),
    }
}

/// The name of a person or a party: one line of 1 to 100 characters, in Unicode normal form C,
/// without control characters, white space folded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName(String);

impl PersonName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 100;

    /// Reads a name as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX_CHARS, false).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A free note from the visitor: 1 to 1,000 characters on any number of lines.
#[derive(Clone, PartialEq, Eq)]
pub struct Note(String);

impl Note {
    /// The longest note, in characters.
    pub const MAX_CHARS: usize = 1_000;

    /// Reads a note as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX_CHARS, true).map(Self)
    }

    /// The note as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Personal data must not reach a log through `{:?}`.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Note(…)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("  Anna   Bianchi ", "Anna Bianchi")]
    #[case("Nicolo\u{300} D'Angiò", "Nicolò D'Angiò")]
    #[case("李小龍", "李小龍")]
    fn a_name_is_folded_and_normalised(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(PersonName::parse(typed).unwrap().as_str(), kept);
    }

    #[rstest]
    #[case(" \t ", TextError::Empty)]
    #[case("Anna\nBcc: all", TextError::Unprintable)]
    #[case("Anna\u{0}", TextError::Unprintable)]
    #[case("Anna \u{202E}ihcnaiB", TextError::Unprintable)]
    fn a_name_that_could_forge_a_list_is_refused(#[case] typed: &str, #[case] why: TextError) {
        assert_eq!(PersonName::parse(typed), Err(why));
    }

    #[rstest]
    #[case(100, true)]
    #[case(101, false)]
    #[case(10_000, false)]
    fn a_name_has_at_most_a_hundred_letters(#[case] letters: usize, #[case] taken: bool) {
        assert_eq!(PersonName::parse(&"è".repeat(letters)).is_ok(), taken);
    }

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(Note::parse("one\r\n two ").unwrap().as_str(), "one\ntwo");
    }

    #[test]
    fn debugging_a_name_shows_no_name() {
        let name = PersonName::parse("Anna").unwrap();
        assert!(!format!("{name:?}").contains("Anna"));
    }
}
