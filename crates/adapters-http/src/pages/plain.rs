//! Plain pages that are not part of the app, and their files.

use crate::http::state::App;
use askama::Template;
use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{StatusCode, header};
use std::sync::Arc;

/// Allows our style sheets and images only.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/assets/plain.css", file(CSS, include_str!("../plain/plain.css")))
        .route("/assets/icon.svg", file(SVG, include_str!("../plain/icon.svg")))
}

pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    // Rendering into a string fails only if the template does, and ours do not.
    let html = template.render().unwrap_or_default();
    (status, headers(HTML), html).into_response()
}

fn headers(content_type: &'static str) -> [(header::HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ]
}

fn file(
    content_type: &'static str,
    content: &'static str,
) -> axum::routing::MethodRouter<Arc<App>> {
    get(move || async move { (headers(content_type), content) })
}
