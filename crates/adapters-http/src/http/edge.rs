//! The middleware around every request and answer.

use super::{
    client, earlier_slugs, extract::drain, language, metrics, problem::ApiError, state::App,
};
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use azionelab_domain::Markdown;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};
use tracing::Instrument as _;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The headers that restrict browsers, unless a page sets its own. An answer of the API shows and
/// runs nothing.
const SECURITY: [(HeaderName, HeaderValue); 8] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), geolocation=(), microphone=(), payment=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

const ONE_YEAR_OF_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Gives the request an id, checks it, logs and counts its answer, and completes the answer: it
/// writes problems in the visitor's language and adds the security headers. Addresses and headers
/// may hold secrets, so it logs neither. Of the path it logs only the route.
pub(crate) async fn edge(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(&app, &request);
    let language = request.headers().get(header::ACCEPT_LANGUAGE).cloned();
    let uri = request.uri().clone();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default(), method, route,);

    let answering = async {
        let mut response = match check(&app, &request) {
            Ok(()) => next.run(request).await,
            Err(problem) => {
                // A client that sent `Expect` has not sent the body yet.
                if !request.headers().contains_key(header::EXPECT) {
                    let most = longest(&app, &request);
                    drain(request.into_body(), most).await;
                }
                problem.into_response()
            }
        };
        let problem = write_problem(&mut response, &uri, language.as_ref());
        let (status, latency) = (response.status(), started.elapsed());
        metrics::note(method, route, status, problem, latency);
        let status = status.as_u16();
        tracing::info!(status, latency_us = latency.as_micros(), "answered");
        response
    };
    let mut response = answering.instrument(span).await;
    let is_known = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        // The browser shows what it has, with the policy that came with it.
        if !(is_known && name == header::CONTENT_SECURITY_POLICY) {
            headers.entry(name).or_insert(value);
        }
    }
    if app.settings.base_url.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONE_YEAR_OF_TLS);
    }
    headers.insert(X_REQUEST_ID, id);
    response
}

/// Refuses requests that no handler needs to see.
fn check(app: &App, request: &Request) -> Result<(), ApiError> {
    if !names_one_host(request) {
        return Err(ApiError::MalformedRequest);
    }
    let path = request.uri().path();
    if !is_probe(path) && !is_for_us(app, request) {
        return Err(ApiError::ForeignHost);
    }
    if path.starts_with("/api/") && !is_probe(path) {
        app.may_ask(request)?;
    }
    app.query_parameters.check(request)?;
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > longest(app, request)) {
        return Err(ApiError::TooLarge);
    }
    Ok(())
}

/// Whether the request is a health probe. Monitors send probes to any host name.
pub(crate) fn is_probe(path: &str) -> bool {
    path.starts_with("/api/health")
}

/// Whether the request names this site, or comes from a trusted proxy, which checks the name
/// itself.
fn is_for_us(app: &App, request: &Request) -> bool {
    app.hosts.are_meant_by(request)
        || client::peer(request.extensions()).is_some_and(|peer| app.proxies.trusts(peer))
}

/// The longest text in JSON, in bytes: a character beyond the Basic Multilingual Plane may be
/// escaped as two of `\uXXXX` (RFC 8259, section 7).
const MAX_TEXT: usize = 12 * Markdown::MAX_CHARS;

/// The maximum length of the request's body, in bytes.
pub(crate) fn longest(app: &App, request: &Request) -> usize {
    if is_of_a_poster(request) {
        return app.settings.max_picture;
    }
    app.settings.max_body + texts(request) * MAX_TEXT
}

/// The number of long texts that the request may contain.
fn texts(request: &Request) -> usize {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    match (request.method(), route) {
        (&Method::POST, "/api/v1/admin/pages" | "/api/v1/admin/preview")
        | (&Method::PUT, "/api/v1/admin/pages/{slug}") => 1,
        // The description and the credits.
        (&Method::POST, "/api/v1/admin/shows") | (&Method::PUT, "/api/v1/admin/shows/{id}") => 2,
        _ => 0,
    }
}

/// Only posters may be large.
fn is_of_a_poster(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    request.method() == Method::PUT && route == Some("/api/v1/admin/shows/{id}/poster")
}

/// Whether the request names exactly one host (RFC 9112, section 3.2). Otherwise a proxy and this
/// server could read different hosts from it.
fn names_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let whole_address = request.uri().authority();
    match (first, second) {
        (Some(host), None) => whole_address
            .is_none_or(|of| of.as_str().as_bytes().eq_ignore_ascii_case(host.as_bytes())),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// Returns `-` for an unknown method, since its name is arbitrary text from the client.
fn known(method: &Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method.as_str())
        .unwrap_or("-")
}

/// Keeps the id that a trusted proxy gave the request. Other clients
/// cannot choose the id in the log.
fn request_id(app: &App, request: &Request) -> HeaderValue {
    let proxy = client::peer(request.extensions()).filter(|peer| app.proxies.trusts(*peer));
    proxy.and_then(|_| valid_id(request.headers())).unwrap_or_else(new_id)
}

/// Returns the request's own id, if it is short and printable.
fn valid_id(headers: &HeaderMap) -> Option<HeaderValue> {
    let sane = |id: &&HeaderValue| {
        (1..=64).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
    };
    headers.get(X_REQUEST_ID).filter(sane).cloned()
}

fn new_id() -> HeaderValue {
    static DRAWN: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);

    let id = DRAWN.hash_one(COUNT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::try_from(format!("{id:016x}")).unwrap_or(HeaderValue::from_static("-"))
}

/// Writes the problem document for a handler's [`ApiError`], or for a plain error of the framework,
/// and returns the problem's name. An error page stays as it is.
fn write_problem(
    response: &mut Response,
    requested: &Uri,
    language: Option<&HeaderValue>,
) -> Option<&'static str> {
    let problem = match response.extensions_mut().remove::<ApiError>() {
        Some(problem) => problem,
        None if is_bare_error(response) => ApiError::of_status(response.status()),
        None => return None,
    };
    match &problem {
        ApiError::Renamed(today) => {
            redirect_to(response, &earlier_slugs::place(&requested.to_string(), today));
        }
        problem => problem.write_into(response, language::of_answer(language)),
    }
    Some(problem.kind().1)
}

/// Sets the target of a redirect. The old slug may be reused later, so the redirect must not be
/// cached.
fn redirect_to(response: &mut Response, place: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(place) = HeaderValue::try_from(place) {
        headers.insert(header::LOCATION, place);
    }
}

fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE);
    (status.is_client_error() || status.is_server_error())
        && content_type.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

/// Answers for a handler that panicked. The panic message may contain personal data, so it is not
/// logged.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    ApiError::Internal.into_response()
}

/// Answers a request from another site's page.
pub(crate) fn cross_site(_: tower_http::csrf::ProtectionError) -> Response {
    ApiError::CrossSite.into_response()
}

pub(crate) const TOOK_TOO_LONG: StatusCode = StatusCode::GATEWAY_TIMEOUT;

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: &[u8]) -> Option<HeaderValue> {
        let mut headers = HeaderMap::new();
        headers.insert(X_REQUEST_ID, HeaderValue::from_bytes(id).unwrap());
        valid_id(&headers)
    }

    #[test]
    fn only_short_printable_ids_are_kept() {
        assert_eq!(named(b"trace-1").unwrap(), "trace-1");
        for bad in [&b"a b"[..], &[b'a'; 65], "città".as_bytes(), b""] {
            assert_eq!(named(bad), None);
        }
        assert_eq!(valid_id(&HeaderMap::new()), None);
    }

    #[test]
    fn request_ids_are_unique() {
        assert_eq!(new_id().len(), 16);
        assert_ne!(new_id(), new_id());
    }

    #[test]
    fn unknown_methods_are_not_logged() {
        assert_eq!(known(&Method::PATCH), "PATCH");
        for other in ["TRACE", "get", "Anna-Bianchi"] {
            assert_eq!(known(&other.parse().unwrap()), "-");
        }
    }
}
