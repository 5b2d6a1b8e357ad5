use crate::pages::texts::Plural;

/// A text with its gaps filled, as in `{name}`.
pub(in crate::pages) fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let gap = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = gaps.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = if let Some((value, after)) = gap {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled + rest
}

/// The text for so many.
pub(super) fn count(texts: &Plural, many: u32) -> String {
    fill(form(texts, many), &[("count", &many.to_string())])
}

/// The form of a text for so many.
pub(super) fn form(texts: &Plural, many: u32) -> &str {
    if many == 1 { &texts.one } else { &texts.other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_gap_is_not_looked_at_again() {
        let filled = fill("{a} e {b}, {c}", &[("a", "{b}"), ("b", "due")]);
        assert_eq!(filled, "{b} e due, {c}");
    }

    #[test]
    fn one_is_not_several() {
        let texts = Plural { one: "{count} posto".into(), other: "{count} posti".into() };
        assert_eq!((count(&texts, 1), count(&texts, 0)), ("1 posto".into(), "0 posti".into()));
    }
}
