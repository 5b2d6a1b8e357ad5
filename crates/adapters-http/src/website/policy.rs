//! What a page of the site may do (Content Security Policy, level 3): run our scripts and
//! the two that stand in pages, and no others, wear our style sheets and the styles that carry the
//! nonce, and ask only us.

use http::HeaderValue;

use super::{early, start};

const POLICY: [&str; 13] = [
    "default-src 'none'",
    "script-src 'self' {start} {early}",
    "style-src 'self' 'nonce-{nonce}'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types angular angular#bundler angular#components default 'allow-duplicates'",
];

/// The policy of a page whose styles carry `nonce`.
pub(super) fn of(nonce: &str) -> HeaderValue {
    let policy = POLICY
        .join("; ")
        .replace("{nonce}", nonce)
        .replace("{start}", &start::SOURCE)
        .replace("{early}", &early::SOURCE);
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
