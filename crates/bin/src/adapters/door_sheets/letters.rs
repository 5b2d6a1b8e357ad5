//! The typefaces of the list and the widths of texts.

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

pub(super) struct Face {
    pub font: Font,
    charmap: Charmap<'static>,
    /// For a font size of one unit.
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
        let face = FontRef::new(bytes).expect("the typeface is compiled in");
        Self {
            font: Font::new(bytes.to_vec().into(), 0).expect("the typeface is compiled in"),
            charmap: face.charmap(),
            metrics: face.glyph_metrics(Size::new(1.0), LocationRef::default()),
        }
    }

    /// Returns the text as one printable line. A word with letters that the typeface lacks is
    /// transliterated, so that the door staff can read the name out.
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

    /// The width of a text at font size `size`.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |letter: char| {
            let glyph = self.charmap.map(letter)?;
            self.metrics.advance_width(glyph)
        };
        text.chars().filter_map(advance).sum::<f32>() * size
    }

    /// Returns the text, cut to fit and ended with `…` if it is too wide.
    pub fn fitting(&self, text: &str, size: f32, width: f32) -> String {
        let text = self.printable(text);
        if self.width(&text, size) <= width {
            return text;
        }
        let mut shortened = text;
        while shortened.pop().is_some() {
            let cut = format!("{}…", shortened.trim_end());
            if self.width(&cut, size) <= width {
                return cut;
            }
        }
        shortened
    }
}
