use crate::pages::texts::Plural;

/// Fills gaps such as `{name}` in a text.
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

/// Returns the text for this number.
pub(super) fn count(texts: &Plural, many: u32) -> String {
    fill(form(texts, many), &[("count", &many.to_string())])
}

/// Returns the form for this number.
pub(super) fn form(texts: &Plural, many: u32) -> &str {
    if many == 1 { &texts.one } else { &texts.other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filled_values_are_not_filled_again() {
        let filled = fill("{a} e {b}, {c}", &[("a", "{b}"), ("b", "due")]);
        assert_eq!(filled, "{b} e due, {c}");
    }

    #[test]
    fn one_has_its_own_form() {
        let texts = Plural { one: "{count} posto".into(), other: "{count} posti".into() };
        assert_eq!((count(&texts, 1), count(&texts, 0)), ("1 posto".into(), "0 posti".into()));
    }
}
