//! Cleans typed and pasted text.
//!
//! Text copied from a web page, a chat or a document contains invisible characters: direction
//! marks, zero-width spaces, non-breaking hyphens. They are removed or replaced by what the writer
//! meant, so that nobody has to look for an invisible mistake.

use unicode_properties::{GeneralCategory, UnicodeEmoji, UnicodeGeneralCategory};

/// Removes format characters, and replaces every space by a plain space and every line break by `
/// `.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut flag = false;
    while let Some(c) = rest.next() {
        let before = cleaned.chars().next_back();
        flag = c == BLACK_FLAG || (flag && is_tag(c));
        match c {
            '\t' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' => cleaned.push(' '),
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaned.push('\n');
            }
            '\u{200C}' | '\u{200D}' if joins(before, rest.peek().copied(), c) => cleaned.push(c),
            c if is_tag(c) && flag => cleaned.push(c),
            c if is_removed(c) => {}
            c if c.is_whitespace() => cleaned.push(' '),
            c => cleaned.push(c),
        }
    }
    cleaned
}

/// Whether a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    !clean(text).chars().any(is_visible)
}

/// Replaces full-width letters, the digits of every script and every dash by their ASCII
/// characters.
pub fn plain(text: &str) -> String {
    clean(text).chars().map(plain_character).collect()
}

const BLACK_FLAG: char = '\u{1F3F4}';

/// Tag characters, which spell a region after a flag emoji, such as England's.
const fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Format characters (category Cf), except the visible signs before numbers, and the other
/// characters that Unicode allows programs to ignore and that no name needs.
fn is_removed(c: char) -> bool {
    match c {
        '\u{600}'..='\u{605}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{110BD}'
        | '\u{110CD}' => false,
        '\u{34F}' | '\u{17B4}' | '\u{17B5}' | '\u{2065}' | '\u{FFF0}'..='\u{FFF8}' => true,
        c => c.general_category() == GeneralCategory::Format,
    }
}

/// Whether a joiner (U+200C, U+200D) changes how its neighbours look: in the scripts from Arabic to
/// Khmer and Mongolian, and between emoji.
fn joins(before: Option<char>, after: Option<char>, joiner: char) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let emoji = |c: char| c.is_emoji_char() && !c.is_ascii();
    let in_emoji = |c: char| emoji(c) || matches!(c, '\u{FE0F}' | '\u{20E3}');
    (needs_joiners(before) && needs_joiners(after))
        || (joiner == '\u{200D}' && in_emoji(before) && emoji(after))
}

const fn needs_joiners(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{109F}'
            | '\u{1700}'..='\u{1CFF}'
            | '\u{A800}'..='\u{ABFF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10A00}'..='\u{11FFF}'
    )
}

/// Whether a character prints something by itself.
fn is_visible(c: char) -> bool {
    use GeneralCategory as Category;
    let marks = matches!(
        c.general_category(),
        Category::NonspacingMark
            | Category::EnclosingMark
            | Category::Control
            | Category::Format
            | Category::Unassigned
    );
    !c.is_whitespace()
        && !marks
        && !matches!(c, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

fn plain_character(c: char) -> char {
    match c {
        c if c.is_ascii() => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFF01 + 0x21).unwrap_or(c),
        '\u{2212}' | '\u{2043}' => '-',
        '\u{3002}' | '\u{FF61}' => '.',
        c if c.general_category() == GeneralCategory::DashPunctuation => '-',
        c => digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c),
    }
}

/// The value of a decimal digit of any script. Unicode guarantees that the ten digits of a script
/// follow one another from zero to nine.
fn digit(c: char) -> Option<u32> {
    let is_digit = |code: u32| {
        char::from_u32(code).is_some_and(|c| c.general_category() == GeneralCategory::DecimalNumber)
    };
    let code = u32::from(c);
    is_digit(code)
        .then(|| (1..=code).take_while(|back| is_digit(code - back)).count())
        .and_then(|before| u32::try_from(before % 10).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::no_width("An\u{200B}na\u{FEFF}", "Anna")]
    #[case::direction("\u{202A}Anna\u{202C} \u{2067}Rossi\u{2069}\u{200E}\u{200F}", "Anna Rossi")]
    #[case::soft_hyphen("Bian\u{AD}chi", "Bianchi")]
    #[case::word_joiner("Anna\u{2060}\u{2063}", "Anna")]
    #[case::no_break("Anna\u{A0}Maria\u{202F}De\u{2009}Luca\u{3000}", "Anna Maria De Luca ")]
    #[case::blank_letters("Anna\u{3164}Rossi\u{2800}", "Anna Rossi ")]
    #[case::line_breaks("a\r\nb\rc\u{2028}d\u{B}e\u{85}f", "a\nb\nc\nd\ne\nf")]
    #[case::latin_joiner("Anna\u{200D}Rossi\u{200C}", "AnnaRossi")]
    #[case::persian("علی\u{200C}رضا", "علی\u{200C}رضا")]
    #[case::indic("क्\u{200D}ष", "क्\u{200D}ष")]
    #[case::emoji("👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥", "👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥")]
    #[case::flag("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴\u{E0067}\u{E0062}\u{E007F}")]
    #[case::hidden_tags("Anna\u{E0041}\u{E0042}", "Anna")]
    fn invisible_characters_are_cleaned(#[case] pasted: &str, #[case] meant: &str) {
        assert_eq!(clean(pasted), meant);
        assert_eq!(clean(meant), meant, "cleaning twice changes nothing");
    }

    #[rstest]
    #[case("＋３９ ０１１", "+39 011")]
    #[case("٣٣٣ ۴۵۶ ७८९ 𝟘𝟙", "333 456 789 01")]
    #[case("a‐b‑c–d—e−f", "a-b-c-d-e-f")]
    fn digits_and_dashes_of_every_script_become_ascii(#[case] typed: &str, #[case] read: &str) {
        assert_eq!(plain(typed), read);
    }

    #[rstest]
    #[case("", true)]
    #[case(" \u{A0}\u{3000}\t\n", true)]
    #[case("\u{200B}\u{FEFF}", true)]
    #[case("\u{3164}\u{2800}\u{115F}\u{1160}\u{FFA0}", true)]
    #[case("\u{301}\u{FE0F}", true)]
    #[case("-", false)]
    #[case("李", false)]
    #[case("👧", false)]
    fn a_text_without_visible_characters_is_blank(#[case] text: &str, #[case] blank: bool) {
        assert_eq!(is_blank(text), blank);
    }
}
