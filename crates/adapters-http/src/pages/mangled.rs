//! Repairs links that mail programs have damaged: gateways encode the `#`, and a pasted link may
//! end with a full stop or bracket.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

/// The pages with a secret after the `#`.
const WITH_SECRET: [&str; 3] = ["/reservation", "/staff-link", "/t"];

/// The length of a secret: 256 bits in base64url.
const SECRET: usize = 43;

/// Punctuation that may follow a link in a text, plain and percent-encoded.
const TRAILING: [&str; 22] = [
    ".",
    ",",
    ";",
    ":",
    "!",
    ")",
    "]",
    "}",
    ">",
    "\"",
    "'",
    "*",
    "%22",
    "%27",
    "%29",
    "%5D",
    "%5d",
    "%7D",
    "%3E",
    "%3e",
    "%E2%80%A6",
    "%C2%BB",
];

/// Decodes the `#` of a link with a secret. The redirect target then has the secret after a real
/// `#`, where no log and no other site sees it.
fn decoded(path: &str) -> Option<String> {
    WITH_SECRET.iter().find_map(|page| {
        let rest = path.strip_prefix(page)?;
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        // Two gateways in a row encode it twice.
        let secret = ["%23", "%2523"].iter().find_map(|hash| rest.strip_prefix(hash))?;
        let secret = secret.get(..SECRET).filter(|secret| {
            secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        });
        Some(format!("{page}#{}", secret.unwrap_or_default()))
    })
}

/// Redirects a link with an encoded `#`.
pub(super) fn with_secret(path: &str) -> Option<Response> {
    let place = HeaderValue::try_from(decoded(path)?).ok()?;
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::LOCATION, place),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    Some((StatusCode::SEE_OTHER, headers).into_response())
}

/// Removes trailing punctuation. Returns `None` if there is none.
pub(super) fn without_trailing_punctuation(path: &str) -> Option<&str> {
    let mut place = path;
    while let Some(shorter) = TRAILING.iter().find_map(|end| place.strip_suffix(end)) {
        place = shorter;
    }
    let leads_here = place.starts_with('/') && !place.starts_with("//") && !place.contains('\\');
    (place != path && leads_here).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456";

    #[test]
    fn an_encoded_hash_is_decoded() {
        for page in WITH_SECRET {
            for path in [
                format!("{page}%23{OURS}"),
                format!("{page}/%23{OURS}"),
                format!("{page}%2523{OURS}"),
                format!("{page}%23{OURS}."),
                format!("{page}%23{OURS}%3E"),
                format!("{page}%23{OURS}%E2%80%A6"),
            ] {
                assert_eq!(decoded(&path), Some(format!("{page}#{OURS}")), "{path}");
            }
        }
    }

    #[test]
    fn anything_but_a_secret_is_dropped() {
        assert_eq!(decoded("/t%23"), Some("/t#".to_owned()));
        assert_eq!(
            decoded("/t%23%0d%0aSet-Cookie:%20a=b;aaaaaaaaaaaaaaaaaaaaaaaa"),
            Some("/t#".into())
        );
        for other in ["/t", "/ticket%23a", "/shows%23a", "/reservation", "/"] {
            assert_eq!(decoded(other), None, "{other}");
        }
    }

    #[test]
    fn trailing_punctuation_is_removed() {
        for (path, decoded) in [
            ("/reservation.", "/reservation"),
            ("/t)", "/t"),
            ("/calendar%3E", "/calendar"),
            ("/shows/la-locandiera%29.", "/shows/la-locandiera"),
            ("/shows/la-locandiera%E2%80%A6", "/shows/la-locandiera"),
            ("/.", "/"),
        ] {
            assert_eq!(without_trailing_punctuation(path), Some(decoded), "{path}");
        }
        for other in ["/", "/calendar", "/shows/a.b", "//evil.example.", "/\\evil.example."] {
            assert_eq!(without_trailing_punctuation(other), None, "{other}");
        }
    }
}
