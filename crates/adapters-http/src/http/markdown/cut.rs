/// Cuts a text after so many characters, if possible at the end of a paragraph.
pub(crate) fn cut(text: &str, characters: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text };
    let start = &text[..end];
    start.rfind("\n\n").map_or(start, |paragraph| &start[..paragraph])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("città", 5, "città")]
    #[case("città", 4, "citt")]
    #[case("però\n\nno", 4, "però")]
    #[case("uno\n\ndue\n\ntre", 11, "uno\n\ndue")]
    fn a_text_is_cut_at_a_paragraph(
        #[case] text: &str,
        #[case] characters: usize,
        #[case] expected: &str,
    ) {
        assert_eq!(cut(text, characters), expected);
    }
}
