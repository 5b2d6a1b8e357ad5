//! Texts that people type: a name, a note.

use core::fmt;

use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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
    /// Holds control or invisible formatting characters, which could forge a line on a list, or
    /// accents piled up so high that they cover the lines above.
    #[error("holds characters that can't be printed")]
    Unprintable,
}

/// Characters that print nothing and change how others print: bidirectional overrides and
/// isolates, zero-width spaces, the byte order mark (Unicode category Cf, as far as no name needs
/// them; the joiners U+200C and U+200D are kept for Persian and Indic names).
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The most marks that a letter has in any writing: in Hebrew a vowel, a dot and a tone.
const MOST_MARKS: usize = 4;

/// Whether marks are piled up on a letter as no writing does it.
fn is_piled_up(line: &str) -> bool {
    let mut marks = 0;
    line.chars().any(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MOST_MARKS
    })
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
            unprintable |= is_piled_up(&line);
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

/// One line of 1 to `MAX` characters that is shown to everybody: a name, a title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Reads a line as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, MAX, false).map(Self)
    }

    /// The line as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text of the company's own in Markdown, up to 50,000 characters; it may be empty. Its lines
/// end with a bare line feed; apart from tabs it holds no control characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// The longest text, in characters.
    pub const MAX_CHARS: usize = 50_000;

    /// Reads a text as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.replace("\r\n", "\n");
        if text.chars().nth(Self::MAX_CHARS).is_some() {
            return Err(TextError::TooLong { max: Self::MAX_CHARS });
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(TextError::Unprintable);
        }
        Ok(Self(text))
    }

    /// The text as it was typed.
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
    #[case("M\u{308}\u{308}\u{308}\u{308}\u{308}", TextError::Unprintable)]
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
    fn a_line_has_its_bound() {
        assert_eq!(Line::<5>::parse(" Chi  è ").unwrap().as_str(), "Chi è");
        assert_eq!(Line::<5>::parse("Chi siamo"), Err(TextError::TooLong { max: 5 }));
        assert_eq!(Line::<5>::parse(" "), Err(TextError::Empty));
        assert_eq!(Line::<5>::parse("a\nb"), Err(TextError::Unprintable));
    }

    #[rstest]
    #[case("", Ok(""))]
    #[case("# Noi\r\n\r\n\tsei  \n", Ok("# Noi\n\n\tsei  \n"))]
    #[case("\u{0}", Err(TextError::Unprintable))]
    #[case("\u{1b}[31m", Err(TextError::Unprintable))]
    #[case(&"è".repeat(50_001), Err(TextError::TooLong { max: 50_000 }))]
    fn a_text_is_kept_as_it_was_typed(#[case] typed: &str, #[case] kept: Result<&str, TextError>) {
        assert_eq!(Markdown::parse(typed).as_ref().map(Markdown::as_str), kept.as_ref().copied());
    }

    #[test]
    fn debugging_a_name_shows_no_name() {
        let name = PersonName::parse("Anna").unwrap();
        assert!(!format!("{name:?}").contains("Anna"));
    }
}
