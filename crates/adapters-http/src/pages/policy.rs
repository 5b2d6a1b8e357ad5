//! The Content Security Policy (level 3) of the site's pages. It allows our scripts, the two inline
//! scripts, our style sheets, styles with the nonce, and requests to this site.

use super::{prefetch, preloads::Route, start};
use http::HeaderValue;

const POLICY: [&str; 13] = [
    "default-src 'none'",
    "script-src 'self' {start} {prefetch}",
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

/// The scanner at the door is WebAssembly, which browsers compile only with `'wasm-unsafe-eval'`
/// (level 3, section 4.4). It is loaded from this site like every script.
pub(super) fn of(nonce: &str, route: Option<Route>) -> HeaderValue {
    let prefetch_source = prefetch::SOURCE.as_str();
    let policy =
        POLICY.join("; ").replace("{nonce}", nonce).replace("{start}", &start::SOURCE).replace(
            "{prefetch}",
            &match route {
                Some(Route::Staff) => format!("{prefetch_source} 'wasm-unsafe-eval'"),
                _ => prefetch_source.to_owned(),
            },
        );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
