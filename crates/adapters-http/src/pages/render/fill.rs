use crate::pages::texts::Plural;

pub(in crate::pages) use crate::texts::fill;

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
    fn one_has_its_own_form() {
        let texts = Plural { one: "{count} posto".into(), other: "{count} posti".into() };
        assert_eq!((count(&texts, 1), count(&texts, 0)), ("1 posto".into(), "0 posti".into()));
    }
}
