use super::policy;
use crate::http::{
    encoding::Encoding,
    entity_tag::{self, has_version},
    website::{File, Files},
};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// Lets other sites embed our icons and preview image.
const EMBEDDABLE: HeaderValue = HeaderValue::from_static("cross-origin");

/// Workers do not inherit a page's policy. The service worker fetches everything that a page shows,
/// and its script may load others of ours.
const POLICY_OF_WORKERS: HeaderValue =
    HeaderValue::from_static("default-src 'none'; script-src 'self'; connect-src 'self'");

/// Answers with a file of the frontend in the best encoding that the client accepts.
pub(super) fn answer(
    files: &dyn Files,
    path: &str,
    request_headers: &HeaderMap,
) -> Option<Response> {
    let path = path.strip_prefix('/')?;
    let content_type = content_type(path)?;
    let (encoding, file) = Encoding::accepted(request_headers).find_map(|encoding| {
        let file = files.read(&format!("browser/{path}{}", encoding.suffix()))?;
        Some((encoding, file))
    })?;
    let tag = entity_tag::strong(&file.hash);
    let is_known = has_version(request_headers, &tag);
    let status = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let body = if is_known { Body::empty() } else { Body::from(bytes(file)) };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, if is_hashed(path) { IMMUTABLE } else { REVALIDATE });
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.extend(HeaderValue::try_from(tag).ok().map(|tag| (header::ETAG, tag)));
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    if path == "og.png" || path == "favicon.ico" || path.starts_with("icons/") {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, EMBEDDABLE);
    }
    if is_worker(path) {
        headers.insert(header::CONTENT_SECURITY_POLICY, POLICY_OF_WORKERS);
    }
    if path == "index.html" {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy::of("offline", None));
        let name = HeaderName::from_static("x-robots-tag");
        headers.insert(name, HeaderValue::from_static("noindex"));
    }
    Some(response)
}

fn bytes(file: File) -> axum::body::Bytes {
    match file.content {
        std::borrow::Cow::Borrowed(content) => axum::body::Bytes::from_static(content),
        std::borrow::Cow::Owned(content) => content.into(),
    }
}

/// Returns `None` for files that are not meant for browsers.
fn content_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

/// Whether the file is a worker's script, such as `ngsw-worker.js` or `worker-basic.min.js`.
fn is_worker(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.contains("worker") && content_type(name).is_some_and(|kind| kind.starts_with("text/java"))
}

/// Whether the name contains a hash of the content, as in `chunk-5VZ3RWKO.js` and
/// `chunk---TJ8Pj_.js`: a hyphen and eight characters of base64url at the end. The build writes
/// such files to the root or to `media`.
fn is_hashed(path: &str) -> bool {
    let name = path.strip_prefix("media/").unwrap_or(path);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let Some((rest, hash)) = stem.split_at_checked(stem.len().saturating_sub(8)) else {
        return false;
    };
    let of_hash = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    rest.len() > 1 && rest.ends_with('-') && !rest.contains('/') && hash.bytes().all(of_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_in_names_are_recognised() {
        for hashed in [
            "main-5VZ3RWKO.js",
            "chunk---TJ8Pj_.js",
            "media/bodoni-ABCDEFGH.woff2",
            "a-b-01234567.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "ngsw-worker.js",
            "icons/icon-01234567.png",
            "icons/apple-touch-icon.png",
            "og.png",
            "favicon.ico",
            "index.html",
            "-01234567.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn files_that_are_not_for_browsers_have_no_type() {
        for path in ["main-5VZ3RWKO.js.br", "main.js.gz", "routes", "", ".", "a/.."] {
            assert_eq!(content_type(path), None, "{path}");
        }
    }
}
