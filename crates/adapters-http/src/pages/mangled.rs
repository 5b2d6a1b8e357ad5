//! Links as mail programs leave them: gateways encode the `#`, and a pasted link brings along the
//! full stop or the bracket behind it.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

/// The pages whose links have a secret behind the `#`.
const WITH_SECRET: [&str; 3] = ["/reservation", "/staff-link", "/t"];

/// The characters of a secret: 256 bits in base64url.
const SECRET: usize = 43;

/// What stands behind a link in a text, as it is and as browsers encode it.
const BEHIND: [&str; 22] = [
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

/// Where a link with an encoded `#` was meant to lead: with the secret behind a real one, which no
/// log and no other site sees.
fn meant(path: &str) -> Option<String> {
    WITH_SECRET.iter().find_map(|page| {
        let rest = path.strip_prefix(page)?;
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        // Twice, where one gateway passes it on to another.
        let secret = ["%23", "%2523"].iter().find_map(|hash| rest.strip_prefix(hash))?;
        let secret = secret.get(..SECRET).filter(|secret| {
            secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        });
        Some(format!("{page}#{}", secret.unwrap_or_default()))
    })
}

/// The answer to a link with an encoded `#`; none for other addresses.
pub(super) fn with_secret(path: &str) -> Option<Response> {
    let place = HeaderValue::try_from(meant(path)?).ok()?;
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::LOCATION, place),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    Some((StatusCode::SEE_OTHER, headers).into_response())
}

/// An address without what stood behind it in a text; none when nothing did.
pub(super) fn without_what_stood_behind(path: &str) -> Option<&str> {
    let mut place = path;
    while let Some(shorter) = BEHIND.iter().find_map(|end| place.strip_suffix(end)) {
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
    fn an_encoded_hash_is_a_hash() {
        for page in WITH_SECRET {
            for path in [
                format!("{page}%23{OURS}"),
                format!("{page}/%23{OURS}"),
                format!("{page}%2523{OURS}"),
                format!("{page}%23{OURS}."),
                format!("{page}%23{OURS}%3E"),
                format!("{page}%23{OURS}%E2%80%A6"),
            ] {
                assert_eq!(meant(&path), Some(format!("{page}#{OURS}")), "{path}");
            }
        }
    }

    #[test]
    fn what_is_no_secret_is_not_passed_on() {
        assert_eq!(meant("/t%23"), Some("/t#".to_owned()));
        assert_eq!(
            meant("/t%23%0d%0aSet-Cookie:%20a=b;aaaaaaaaaaaaaaaaaaaaaaaa"),
            Some("/t#".into())
        );
        for other in ["/t", "/ticket%23a", "/shows%23a", "/reservation", "/"] {
            assert_eq!(meant(other), None, "{other}");
        }
    }

    #[test]
    fn what_stood_behind_a_link_is_left_out() {
        for (path, meant) in [
            ("/reservation.", "/reservation"),
            ("/t)", "/t"),
            ("/calendar%3E", "/calendar"),
            ("/shows/la-locandiera%29.", "/shows/la-locandiera"),
            ("/shows/la-locandiera%E2%80%A6", "/shows/la-locandiera"),
            ("/.", "/"),
        ] {
            assert_eq!(without_what_stood_behind(path), Some(meant), "{path}");
        }
        for other in ["/", "/calendar", "/shows/a.b", "//evil.example.", "/\\evil.example."] {
            assert_eq!(without_what_stood_behind(other), None, "{other}");
        }
    }
}
