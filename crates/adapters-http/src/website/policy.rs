//! What a page of the site may do (Content Security Policy, level 3): run our scripts, the
//! one that starts them, and no others, wear our style sheets and the styles that carry the nonce, and ask only us.

use http::HeaderValue;

use super::{preloads::Route, start};

const POLICY: [&str; 13] = [
    "default-src 'none'",
    "script-src 'self' {start}",
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
    let mut start = start::SOURCE.clone();
    if route == Some(Route::Staff) {
        start.push_str(" 'wasm-unsafe-eval'");
    }
    let policy = POLICY.join("; ").replace("{nonce}", nonce).replace("{start}", &start);
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
