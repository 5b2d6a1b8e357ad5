//! Compression of answers.

use super::encoding::Encoding;
use axum::extract::Request;
use http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer, Predicate as _,
        predicate::{And, SizeAbove},
    },
};

type Wanted = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// In bytes. A smaller answer fits into one packet anyway.
const MIN_SIZE: u64 = 1024;

/// Compresses dynamic text, favouring speed over size. Images, and files compressed at build time,
/// are left alone. No answer contains both a secret and text of somebody else, so its length
/// reveals nothing (BREACH).
pub(crate) fn layer() -> CompressionLayer<And<SizeAbove, Wanted>> {
    CompressionLayer::new()
        .quality(CompressionLevel::Precise(4))
        .compress_when(SizeAbove::new(MIN_SIZE).and(is_dynamic_text as Wanted))
}

/// Limits `Accept-Encoding` to what the server can send. A client that refuses all our encodings
/// (`identity;q=0`) would otherwise get a 406, and caches would keep it.
pub(crate) fn limit_accepted_encodings(mut request: Request) -> Request {
    let headers = request.headers_mut();
    if headers.contains_key(header::ACCEPT_ENCODING) {
        let names = Encoding::accepted(headers).map(|of| of.name().unwrap_or("identity"));
        let names = HeaderValue::try_from(names.collect::<Vec<_>>().join(", "));
        if let Ok(names) = names {
            headers.insert(header::ACCEPT_ENCODING, names);
        }
    }
    request
}

fn is_dynamic_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let is_text = [
        &b"text/"[..],
        b"application/json",
        b"application/manifest+json",
        b"application/xml",
        b"image/svg+xml",
    ];
    !headers.contains_key(header::ETAG) && is_text.iter().any(|of| kind.starts_with(of))
}
