//! The company's own texts.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// Markdown (`CommonMark` with tables) as HTML without anything that could run: scripts, styles,
/// forms, frames and event handlers are taken out.
pub(crate) fn html(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 2);
    push_html(&mut html, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    ammonia::clean(&html)
}

/// The words of a text in Markdown, without its form and its headings.
pub(crate) fn plain(markdown: &str) -> String {
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

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(
            html("Di *Goldoni*.\n\n- uno\n- due"),
            "<p>Di <em>Goldoni</em>.</p>\n<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n"
        );
    }

    #[test]
    fn markdown_becomes_plain_text() {
        let markdown = "# Noi\n\nDi *Goldoni*, [qui](https://x.example).\n- uno\n- due<br>";
        assert_eq!(plain(markdown), "Di Goldoni, qui. uno due");
    }

    #[test]
    fn what_could_run_is_taken_out() {
        assert_eq!(html("<script>alert(1)</script>"), "");
        assert_eq!(html("<img src=x onerror=alert(1)>"), "<img src=\"x\">");
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
    }
}
