//! The company's texts in Markdown (`CommonMark` with tables). Line breaks are kept. Rendering time
//! is bounded for any text, and each text is rendered once.

mod cut;
mod flat;
mod rendered;

use self::{cut::cut, flat::flat};
use azionelab_domain::Markdown;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// In characters.
const LONGEST: usize = Markdown::MAX_CHARS;

/// In characters: more than any description of a page uses.
const MAX_PLAIN: usize = 5_000;

/// Renders a text as safe HTML. HTML in the text is shown as text, and links to scripts are
/// removed.
pub(crate) fn html(markdown: &str) -> String {
    rendered::once(markdown, || render(markdown))
}

/// Renders a text that is being edited. The result is not cached, because the text keeps changing.
pub(crate) fn preview(markdown: &str) -> String {
    render(markdown)
}

fn render(markdown: &str) -> String {
    let markdown = cut(markdown, LONGEST);
    let mut html = String::with_capacity(markdown.len() * 2);
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        // A line break in the source is intended, for example after each role.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    push_html(&mut html, flat(events));
    ammonia::clean(&html)
}

/// Returns the beginning of a text as plain text, without headings.
pub(crate) fn plain(markdown: &str) -> String {
    let markdown = cut(markdown, MAX_PLAIN);
    let mut plain = String::with_capacity(markdown.len());
    let mut in_heading = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(text) | Event::Code(text) if !in_heading => plain.push_str(&text),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) => plain.push(' '),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(
            html("Di *Goldoni*.\n\n- uno\n- due"),
            "<p>Di <em>Goldoni</em>.</p>\n<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n"
        );
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(
            html("Regia: Anna Bianchi\nLuci: Ugo Neri"),
            "<p>Regia: Anna Bianchi<br>\nLuci: Ugo Neri</p>\n"
        );
    }

    #[test]
    fn markdown_becomes_plain_text() {
        let markdown = "# Noi\n\nDi *Goldoni*, [qui](https://x.example).\n- uno\n- due<br>";
        assert_eq!(plain(markdown), "Di Goldoni, qui. uno due");
    }

    #[rstest]
    #[case("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    #[case("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n")]
    #[case("uno<br>due", "<p>uno&lt;br&gt;due</p>\n")]
    #[case("<div>\n\n*uno*\n", "<p>&lt;div&gt;\n</p>\n<p><em>uno</em></p>\n")]
    fn html_is_shown_as_text(#[case] markdown: &str, #[case] expected: &str) {
        assert_eq!(html(markdown), expected);
    }

    #[test]
    fn comments_are_not_shown() {
        assert!(!html("Uno<!-- per noi -->.\n\n<!--\nper noi\n-->\n\nDue").contains("noi"));
        assert!(html("<div>\n<!--\nper noi -->\nper voi\n").contains("per voi"));
    }

    #[test]
    fn only_the_words_of_a_picture_are_kept() {
        assert_eq!(
            html("Noi ![in *scena*](https://x.example/a.png)."),
            "<p>Noi in <em>scena</em>.</p>\n"
        );
    }

    #[test]
    fn links_to_scripts_are_removed() {
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
    }

    /// Inputs of a hundred kilobytes that take an unbounded renderer seconds or minutes.
    #[rstest]
    #[case::quotes("> ")]
    #[case::lists("- ")]
    #[case::numbered("1. ")]
    #[case::elements("<div>")]
    #[case::inline_elements("a<b>")]
    #[case::comments("<!--")]
    #[case::instructions("<?")]
    #[case::emphasis("*a **a ")]
    #[case::stars("*")]
    #[case::underscores("_a")]
    #[case::links("[a](")]
    #[case::brackets("[")]
    #[case::images("![")]
    #[case::ticks("`a``")]
    #[case::references("[a]: b\n")]
    #[case::tables("|a|b\n|-|-\n")]
    #[case::cells("|")]
    #[case::lines("> - \n")]
    #[case::entities("&")]
    fn hostile_texts_are_rendered_within_bounds(#[case] piece: &str) {
        let hostile = piece.repeat(100_000 / piece.len());
        // The largest growth is by `&`, to five characters, and by table cells.
        assert!(html(&hostile).len() <= 20 * LONGEST);
        assert!(plain(&hostile).len() <= MAX_PLAIN);
    }
}
