//! Typed texts: names, notes, lines, Markdown.

use super::{surname, typed, web_address};
use core::fmt;
use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    #[error("is empty")]
    Empty,
    #[error("is longer than {max} characters")]
    TooLong {
        /// The maximum length, in characters (Unicode scalar values).
        max: usize,
    },
    /// Only blank or invisible characters, which would leave an empty line on a list.
    #[error("contains no visible characters")]
    Invisible,
    /// Contains control characters or line breaks, which could fake a line on a list, or so many
    /// accents on one letter that they cover the lines above.
    #[error("contains characters that can't be printed")]
    Unprintable,
    /// Contains a web or mail address. Mail programs would turn it into a link.
    #[error("contains a web or mail address")]
    WebAddress,
}

/// The most combining marks that a letter has in any script: in Hebrew a vowel, a dot and a
/// cantillation mark.
const MAX_MARKS: usize = 4;

/// Whether a letter has more combining marks than any script uses.
fn has_too_many_marks(line: &str) -> bool {
    let mut marks = 0;
    line.chars().any(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MAX_MARKS
    })
}

fn clean(text: &str, max: usize, keep_lines: bool) -> Result<String, TextError> {
    // The length is checked first, so that a huge text costs nothing.
    if text.len() > max * 8 {
        return Err(TextError::TooLong { max });
    }
    let mut unprintable = false;
    let lines = typed::clean(text).nfc().collect::<String>();
    let cleaned = lines
        .trim()
        .lines()
        .map(|line| {
            unprintable |= line.chars().any(char::is_control) || has_too_many_marks(line);
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

/// The name of a person or a party: one line of 1 to 100 characters, in Unicode normal form C, with
/// single spaces and without control and invisible characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName(String);

impl PersonName {
    pub const MAX_CHARS: usize = 100;

    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX_CHARS, false).map(Self)
    }

    /// Parses a name that a visitor typed. The theatre's mail repeats it, so a link in it is
    /// refused: otherwise the site could be used to send advertising.
    pub fn parse_from_visitor(text: &str) -> Result<Self, TextError> {
        let name = Self::parse(text)?;
        if web_address::is_in(name.as_str()) {
            return Err(TextError::WebAddress);
        }
        Ok(name)
    }

    /// The surname with its particles, and the given names before it. The given names are empty if
    /// the name is one word or contains a comma (surname first).
    pub fn surname_and_given(&self) -> (&str, &str) {
        surname::divide(&self.0)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text of 1 to 1,000 characters on any number of lines, such as a guest's notes.
#[derive(Clone, PartialEq, Eq)]
pub struct MultilineText(String);

impl MultilineText {
    pub const MAX_CHARS: usize = 1_000;

    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, Self::MAX_CHARS, true).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A public text of one line with 1 to `MAX` characters, such as a name or a title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    pub fn parse(text: &str) -> Result<Self, TextError> {
        clean(text, MAX, false).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Markdown text of the company: up to 50,000 characters, may be empty. Lines end with a line
/// feed. Tabs are the only other control characters. Special spaces and soft hyphens stay, because
/// they are typography.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    pub const MAX_CHARS: usize = 50_000;

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

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password in the form in which it is compared: `OpaqueString` (RFC 8265, section 4.2). Every
/// space becomes U+0020, and the text is in NFC. No text is refused.
pub fn opaque_string(typed: &str) -> String {
    let is_space = |c: char| c != '\u{20}' && c.is_whitespace() && !c.is_control();
    typed.nfc().map(|c| if is_space(c) { ' ' } else { c }).collect()
}

/// Only the letters and digits, in lower case and without accents: `Niccolò` and `NICCOLO` give the
/// same.
pub fn bare_letters(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

// Personal data must not get into a log through `{:?}`.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

impl fmt::Debug for MultilineText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MultilineText(…)")
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
    fn a_name_is_normalised(#[case] typed: &str, #[case] expected: &str) {
        assert_eq!(PersonName::parse(typed).unwrap().as_str(), expected);
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
    fn a_name_that_could_fake_a_line_is_refused(#[case] typed: &str, #[case] why: TextError) {
        assert_eq!(PersonName::parse(typed), Err(why));
    }

    #[rstest]
    #[case("WIN http://evil.example/x now", Err(TextError::WebAddress))]
    #[case("J. R. R. Tolkien", Ok("J. R. R. Tolkien"))]
    #[case(" Anna.Rossi ", Ok("Anna.Rossi"))]
    #[case("St. John", Ok("St. John"))]
    fn a_name_with_an_address_in_it_is_refused(
        #[case] typed: &str,
        #[case] expected: Result<&str, TextError>,
    ) {
        let name = PersonName::parse_from_visitor(typed);
        assert_eq!(name.as_ref().map(PersonName::as_str), expected.as_ref().copied());
    }

    #[rstest]
    #[case(100, true)]
    #[case(101, false)]
    #[case(10_000, false)]
    fn a_name_has_at_most_a_hundred_characters(#[case] letters: usize, #[case] taken: bool) {
        assert_eq!(PersonName::parse(&"è".repeat(letters)).is_ok(), taken);
    }

    #[test]
    fn a_multiline_text_keeps_its_lines() {
        assert_eq!(MultilineText::parse("one\r\n two ").unwrap().as_str(), "one\ntwo");
        assert_eq!(MultilineText::parse("one\u{2028}\u{A0}two\u{B}").unwrap().as_str(), "one\ntwo");
    }

    #[test]
    fn a_line_has_a_maximum_length() {
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
    fn a_markdown_text_is_kept_as_typed(
        #[case] typed: &str,
        #[case] expected: Result<&str, TextError>,
    ) {
        assert_eq!(
            Markdown::parse(typed).as_ref().map(Markdown::as_str),
            expected.as_ref().copied()
        );
    }

    #[test]
    fn debug_output_shows_no_name() {
        let name = PersonName::parse("Anna").unwrap();
        assert!(!format!("{name:?}").contains("Anna"));
    }
}
