//! What a page of the site may do (Content Security Policy, level 3): run our scripts and
//! the two that stand in pages, and no others, wear our style sheets and the styles that carry the
//! nonce, and ask only us.

use super::{prefetch, preloads::Route, start};
use http::HeaderValue;

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

/// The policy of a page whose styles carry `nonce`. What reads codes at the door is compiled to
/// WebAssembly, which browsers run only where it is allowed (level 3, section 4.4); it comes from
/// us like every script.
pub(super) fn of(nonce: &str, route: Option<Route>) -> HeaderValue {
    let early = prefetch::SOURCE.as_str();
    let policy =
        POLICY.join("; ").replace("{nonce}", nonce).replace("{start}", &start::SOURCE).replace(
            "{early}",
            &match route {
                Some(Route::Staff) => format!("{early} 'wasm-unsafe-eval'"),
                _ => early.to_owned(),
            },
        );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
