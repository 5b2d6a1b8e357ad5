//! Texts that people type: a name, a note.

use super::{surname, typed, web_address};
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
    /// Only blank or invisible characters: it would leave an empty line on a list.
    #[error("holds nothing that can be seen")]
    Invisible,
    /// Holds control characters or line breaks, which could forge a line on a list, or accents
    /// piled up so high that they cover the lines above.
    #[error("holds characters that can't be printed")]
    Unprintable,
    /// Holds an address of the web or of mail, which mail programs turn into a link.
    #[error("holds an address of the web or of mail")]
    WebAddress,
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
    let lines = typed::clean(text).nfc().collect::<String>();
    let cleaned = lines
        .trim()
        .lines()
        .map(|line| {
            unprintable |= line.chars().any(char::is_control) || is_piled_up(line);
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect::<Vec<_>>();
    if unprintable || (cleaned.len() > 1 && !keep_lines) {
        return Err(TextError::Unprintable);
    }
    let cleaned = cleaned.join("\n");
    match cleaned.chars().count() {
        _ if text.trim().is_empty() => Err(TextError::Empty),
        _ if typed::is_blank(&cleaned) => Err(TextError::Invisible),
        length if length > max => Err(TextError::TooLong { max }),
        _ => Ok(cleaned),
    }
}

/// The name of a person or a party: one line of 1 to 100 characters, in Unicode normal form C,
/// without control and invisible characters, white space folded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName(String);

impl PersonName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 100;

    /// Reads a name as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX_CHARS, false).map(Self)
    }

    /// Reads a name that a stranger typed and that the theatre's letters will repeat: one with a
    /// link in it would make the theatre a relay for advertising.
    pub fn parse_from_visitor(text: &str) -> Result<Self, TextError> {
        let name = Self::parse(text)?;
        if web_address::is_in(name.as_str()) {
            return Err(TextError::WebAddress);
        }
        Ok(name)
    }

    /// The surname with the particles in front of it, and what stands before them; the latter is
    /// empty where the name is one word, or is written surname first with a comma.
    pub fn surname_and_given(&self) -> (&str, &str) {
        surname::divide(&self.0)
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
/// end with a bare line feed; apart from tabs it holds no control characters. Other spaces and
/// soft hyphens are typography and stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// The longest text, in characters.
    pub const MAX_CHARS: usize = 50_000;

    /// Reads a text as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text
            .trim_start_matches('\u{FEFF}')
            .replace("\r\n", "\n")
            .replace(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
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

/// A password in the form in which it is compared: `OpaqueString` (RFC 8265, section 4.2). Any
/// space is U+0020, and the rest is in NFC. Nothing is refused.
pub fn opaque_string(typed: &str) -> String {
    let is_space = |c: char| c != '\u{20}' && c.is_whitespace() && !c.is_control();
    typed.nfc().map(|c| if is_space(c) { ' ' } else { c }).collect()
}

/// Letters and digits alone, in lower case and without accents: `Niccolò` and `NICCOLO` are alike.
pub fn bare_letters(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
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
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("  Anna   Bianchi ", "Anna Bianchi")]
    #[case("Nicolo\u{300} D'Angiò", "Nicolò D'Angiò")]
    #[case("李小龍", "李小龍")]
    #[case("Anna \u{202E}Bianchi\u{200B}", "Anna Bianchi")]
    #[case("Anna\u{A0}Maria\u{2003}Rossi\tVerdi\u{2028}", "Anna Maria Rossi Verdi")]
    fn a_name_is_folded_and_normalised(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(PersonName::parse(typed).unwrap().as_str(), kept);
    }

    #[test]
    fn a_password_is_the_same_from_every_keyboard() {
        assert_eq!(opaque_string("perche\u{301}\u{a0}no"), "perch\u{e9} no");
        assert_eq!(opaque_string("\u{2126}mega\u{3000}Zed"), "\u{3a9}mega Zed");
        assert_eq!(opaque_string("Tab\there, ﬁne "), "Tab\there, ﬁne ", "nothing else changes");
    }

    #[test]
    fn letters_are_compared_without_case_and_accents() {
        assert_eq!(bare_letters("Niccolò D’Angiò-2"), "niccolodangio2");
    }

    #[rstest]
    #[case(" \t ", TextError::Empty)]
    #[case("Anna\nBcc: all", TextError::Unprintable)]
    #[case("Anna\u{0}", TextError::Unprintable)]
    #[case("M\u{308}\u{308}\u{308}\u{308}\u{308}", TextError::Unprintable)]
    #[case("Anna\u{2028}Bcc: all", TextError::Unprintable)]
    #[case("\u{3164}", TextError::Invisible)]
    #[case("\u{2800}\u{200B} \u{115F}\u{FFA0}", TextError::Invisible)]
    fn a_name_that_could_forge_a_list_is_refused(#[case] typed: &str, #[case] why: TextError) {
        assert_eq!(PersonName::parse(typed), Err(why));
    }

    #[rstest]
    #[case("WIN http://evil.example/x now", Err(TextError::WebAddress))]
    #[case("J. R. R. Tolkien", Ok("J. R. R. Tolkien"))]
    #[case(" Anna.Rossi ", Ok("Anna.Rossi"))]
    #[case("St. John", Ok("St. John"))]
    fn a_visitor_has_a_name_and_no_address(
        #[case] typed: &str,
        #[case] kept: Result<&str, TextError>,
    ) {
        let name = PersonName::parse_from_visitor(typed);
        assert_eq!(name.as_ref().map(PersonName::as_str), kept.as_ref().copied());
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
        assert_eq!(Note::parse("one\u{2028}\u{A0}two\u{B}").unwrap().as_str(), "one\ntwo");
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
    #[case("\u{FEFF}Atto I\u{B}Atto II", Ok("Atto I\nAtto II"))]
    #[case("10\u{A0}€", Ok("10\u{A0}€"))]
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
