//! The company's own texts, in Markdown (`CommonMark` with tables), whose lines end where they were
//! ended. Whatever somebody pastes into one, there is a bound to how long it takes to render it,
//! and it is rendered once.

mod cut;
mod flat;
mod rendered;

use self::{cut::cut, flat::flat};
use azionelab_domain::Markdown;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// How long a text may be, in characters.
const LONGEST: usize = Markdown::MAX_CHARS;

/// As much of a text as any description of a page holds, and more, in characters.
const LONGEST_PLAIN: usize = 5_000;

/// A text as HTML without anything that could run: HTML in it is no HTML but text, and of the
/// links those are taken out that lead to a script.
pub(crate) fn html(markdown: &str) -> String {
    rendered::once(markdown, || render(markdown))
}

/// The same text as long as it is being written: it is not kept, for the next letter makes it
/// another one.
pub(crate) fn preview(markdown: &str) -> String {
    render(markdown)
}

fn render(markdown: &str) -> String {
    let markdown = cut(markdown, LONGEST);
    let mut html = String::with_capacity(markdown.len() * 2);
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        // A line break in the source, after each role perhaps, is meant to be seen.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    push_html(&mut html, flat(events));
    ammonia::clean(&html)
}

/// The words that a text begins with, without its form and its headings.
pub(crate) fn plain(markdown: &str) -> String {
    let markdown = cut(markdown, LONGEST_PLAIN);
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
    fn a_line_ends_where_it_was_ended() {
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
    fn html_is_text(#[case] markdown: &str, #[case] expected: &str) {
        assert_eq!(html(markdown), expected);
    }

    #[test]
    fn a_note_to_oneself_is_not_shown() {
        assert!(!html("Uno<!-- per noi -->.\n\n<!--\nper noi\n-->\n\nDue").contains("noi"));
        assert!(html("<div>\n<!--\nper noi -->\nper voi\n").contains("per voi"));
    }

    #[test]
    fn of_a_picture_its_words_are_kept() {
        assert_eq!(
            html("Noi ![in *scena*](https://x.example/a.png)."),
            "<p>Noi in <em>scena</em>.</p>\n"
        );
    }

    #[test]
    fn a_link_leads_to_no_script() {
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
    }

    /// What would take a renderer without bounds seconds or minutes, a hundred kilobytes each.
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
    fn what_is_pasted_to_harm_is_rendered_all_the_same(#[case] piece: &str) {
        let hostile = piece.repeat(100_000 / piece.len());
        // What grows most is `&`, to five characters in a text, and a cell of a table.
        assert!(html(&hostile).len() <= 20 * LONGEST);
        assert!(plain(&hostile).len() <= LONGEST_PLAIN);
    }
}
