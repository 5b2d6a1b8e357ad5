use pulldown_cmark::{Event, Tag, TagEnd};

/// The maximum nesting of lists and quotes. The time to sanitise an element grows with its depth.
const DEEPEST: usize = 16;

/// Turns HTML into text, drops comments, and keeps only the words of anything deeper than
/// [`DEEPEST`]. Of a picture it also keeps only the words, because a picture on another site would
/// tell that site about our readers.
pub(crate) fn flat<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let (mut depth, mut in_comment) = (0, false);
    events.filter_map(move |event| match event {
        Event::Start(tag) => {
            depth += 1;
            let tag = if matches!(tag, Tag::HtmlBlock) { Tag::Paragraph } else { tag };
            let is_kept = depth <= DEEPEST && !matches!(tag, Tag::Image { .. });
            is_kept.then_some(Event::Start(tag))
        }
        Event::End(tag) => {
            depth -= 1;
            in_comment &= !matches!(tag, TagEnd::HtmlBlock);
            let tag = if matches!(tag, TagEnd::HtmlBlock) { TagEnd::Paragraph } else { tag };
            (depth < DEEPEST && !matches!(tag, TagEnd::Image)).then_some(Event::End(tag))
        }
        Event::Html(html) => {
            let hidden = in_comment || html.trim_start().starts_with("<!--");
            in_comment = hidden && !html.contains("-->");
            (!hidden).then_some(Event::Text(html))
        }
        Event::InlineHtml(html) => (!html.starts_with("<!--")).then_some(Event::Text(html)),
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::Parser;

    fn deepest(markdown: &str) -> usize {
        let mut depth: usize = 0;
        let depths = flat(Parser::new(markdown)).map(|event| {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            depth
        });
        depths.max().unwrap_or_default()
    }

    #[test]
    fn deep_nesting_is_flattened() {
        for piece in ["> ", "- ", "> 1. ", "*a **b "] {
            for times in [100, 200] {
                assert!(deepest(&piece.repeat(times)) <= DEEPEST, "{piece}");
            }
        }
        assert_eq!(deepest("> > > a"), 4, "three quotes and a paragraph");
    }

    #[test]
    fn the_words_of_deep_elements_are_kept() {
        let markdown = "> ".repeat(40) + "parole";
        assert!(flat(Parser::new(&markdown)).any(|event| event == Event::Text("parole".into())));
    }

    #[test]
    fn every_start_has_an_end() {
        let markdown = "> ".repeat(40) + "a\n\n<div>\n\n- *b*";
        let ends = |event: Event<'_>| match event {
            Event::Start(_) => 1,
            Event::End(_) => -1,
            _ => 0,
        };
        assert_eq!(flat(Parser::new(&markdown)).map(ends).sum::<i32>(), 0);
    }
}
