//! Finds web and mail addresses in a text that should be a name.

use unicode_normalization::UnicodeNormalization;

/// Host endings that mail programs turn into links and that no surname ends with. The list is short
/// on purpose: `.kim` and `.ferrari`, for example, are also names of people.
const HOST_ENDINGS: &[&str] = &[
    "ai", "app", "at", "au", "be", "biz", "br", "buzz", "by", "ca", "cc", "cf", "ch", "click",
    "cloud", "club", "cn", "co", "com", "cz", "de", "dev", "dk", "es", "eu", "fi", "fr", "fun",
    "ga", "gg", "gl", "gle", "gq", "gr", "hu", "icu", "ie", "info", "io", "it", "jp", "link",
    "live", "loan", "ly", "me", "mk", "mobi", "monster", "net", "news", "nl", "no", "nu", "online",
    "org", "page", "ph", "pl", "pro", "pt", "pw", "ro", "ru", "se", "shop", "site", "sk", "space",
    "store", "su", "tk", "to", "top", "tv", "ua", "uk", "us", "vip", "website", "win", "work",
    "ws", "xxx", "xyz",
];

/// Beginnings of web addresses, anywhere in a text.
const SCHEMES: &[&str] = &["://", "http:", "https:", "ftp:", "mailto:", "tel:", "javascript:"];

/// Whether a mail program may turn a part of `text` into a link: a scheme, `www.`, a host with a
/// path or with a common ending, or a mail address. `Anna.Rossi`, `J. R. R. Tolkien` and
/// `Anna/Marco` are not addresses.
pub(crate) fn is_in(text: &str) -> bool {
    // Browsers treat full-width letters and other full stops as plain ones (UTS 46).
    let text = text.nfkc().collect::<String>().to_lowercase().replace('\u{3002}', ".");
    SCHEMES.iter().any(|scheme| text.contains(scheme))
        || text.split(|c: char| c.is_whitespace() || "<>()[]{}\"',;|".contains(c)).any(is_address)
}

fn is_address(word: &str) -> bool {
    let (host, rest) = word.split_at(word.find(['/', '\\', '?', '#', ':']).unwrap_or(word.len()));
    if let Some((before, after)) = host.rsplit_once('@') {
        return !before.is_empty() && is_host(after);
    }
    if host.starts_with("www.") && host.len() > "www.".len() {
        return true;
    }
    is_host(host) && (!rest.is_empty() || has_host_ending(host))
}

/// Whether the text is labels with full stops between them, such as `example.org`.
fn is_host(text: &str) -> bool {
    let labels: Vec<_> = text.trim_end_matches('.').split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    labels.len() > 1 && labels.iter().all(is_label)
}

/// Whether a host has an ending that is linked even without a path. A single letter before the
/// ending is an initial, as in `A.De Luca` or `M.me`.
fn has_host_ending(host: &str) -> bool {
    let mut labels = host.trim_end_matches('.').rsplit('.');
    let ending = labels.next().unwrap_or_default();
    let before = labels.next().unwrap_or_default();
    before.chars().count() > 1 && HOST_ENDINGS.contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("WIN http://evil.example/x now")]
    #[case("HTTPS://evil.example")]
    #[case("http:evil.example")]
    #[case("see www.evil.example")]
    #[case("WWW.EVIL.EXAMPLE")]
    #[case("evil.example/x")]
    #[case("evil.example:8080")]
    #[case("evil.example?x=1")]
    #[case("203.0.113.7/x")]
    #[case("Win at bit.ly/2x")]
    #[case("evil.com")]
    #[case("Anna (evil.com)")]
    #[case("evil.co.uk.")]
    #[case("t.co/abc")]
    #[case("ｅｖｉｌ．ｃｏｍ")]
    #[case("evil。com")]
    #[case("anna@example.org")]
    #[case("anna@posta.example")]
    #[case("mailto:anna")]
    fn an_address_is_found(#[case] text: &str) {
        assert!(is_in(text), "{text}");
    }

    #[rstest]
    #[case("Anna.Rossi")]
    #[case("anna.rossi")]
    #[case("J. R. R. Tolkien")]
    #[case("J.R.R. Tolkien")]
    #[case("J.R.R.Tolkien")]
    #[case("St. John")]
    #[case("St.John")]
    #[case("Dott.ssa Maria Bianchi")]
    #[case("Prof. Dr. Weiß")]
    #[case("M.me Curie")]
    #[case("A.De Luca")]
    #[case("Martin Luther King Jr.")]
    #[case("Anna/Marco Bianchi")]
    #[case("Fam. Rossi (4)")]
    #[case("Anna @ Teatro")]
    #[case("Classe 3.B")]
    #[case("O'Neill, Sean")]
    #[case("Gruppo: Rossi")]
    #[case("李小龍")]
    fn a_normal_name_is_not_an_address(#[case] text: &str) {
        assert!(!is_in(text), "{text}");
    }
}
