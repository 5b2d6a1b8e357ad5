use serde::Serialize;

/// Serialises JSON for a `<script>` in HTML: nothing in it ends the element or begins a comment.
pub(super) fn in_script(value: &impl Serialize) -> String {
    // Only a map with keys that are not texts cannot be serialised, and there is none.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = "</script><!--\u{2028}\u{2029}";
        let json = in_script(&text);
        assert_eq!(json, r#""\u003c/script>\u003c!--\u2028\u2029""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
