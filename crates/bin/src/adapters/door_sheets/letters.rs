//! The letters of the list, and how wide they are.

use deunicode::deunicode_with_tofu;
use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

const MEDIUM: &[u8] = include_bytes!("../../../assets/hanken-grotesk/HankenGrotesk-Medium.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/hanken-grotesk/HankenGrotesk-Bold.ttf");

/// A typeface.
pub(super) struct Face {
    pub font: Font,
    charmap: Charmap<'static>,
    /// Of letters one unit high.
    metrics: GlyphMetrics<'static>,
}

impl Face {
    pub fn medium() -> Self {
        Self::of(MEDIUM)
    }

    pub fn bold() -> Self {
        Self::of(BOLD)
    }

    fn of(bytes: &'static [u8]) -> Self {
        let face = FontRef::new(bytes).expect("the typeface lies in the program");
        Self {
            font: Font::new(bytes.to_vec().into(), 0).expect("the typeface lies in the program"),
            charmap: face.charmap(),
            metrics: face.glyph_metrics(Size::new(1.0), LocationRef::default()),
        }
    }

    /// The text as it can be printed on one line. A word with letters that the typeface doesn't have
    /// is transliterated, so that who stands at the door can call the name.
    pub fn printable(&self, text: &str) -> String {
        let word = |word: &str| {
            if word.chars().all(|letter| self.charmap.map(letter).is_some()) {
                word.to_owned()
            } else {
                deunicode_with_tofu(word, "").trim_end().to_owned()
            }
        };
        text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }

    /// How wide a text is, in letters of `size`.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |letter: char| {
            let glyph = self.charmap.map(letter)?;
            self.metrics.advance_width(glyph)
        };
        text.chars().filter_map(advance).sum::<f32>() * size
    }

    /// As much of a text as fits, with a sign that it goes on.
    pub fn fitting(&self, text: &str, size: f32, width: f32) -> String {
        let text = self.printable(text);
        if self.width(&text, size) <= width {
            return text;
        }
        let mut kept = text;
        while kept.pop().is_some() {
            let cut = format!("{}…", kept.trim_end());
            if self.width(&cut, size) <= width {
                return cut;
            }
        }
        kept
    }
}
