//! Plain pages for people, until the real site is there.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{Extensions, HeaderMap, StatusCode, header};

use crate::{app::App, client};

/// What a page may do: run our scripts, wear our styles, show images of ours, and ask only us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The first page.
#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    /// Whether whoever looks may look into the mailbox.
    has_mailbox: bool,
}

pub(super) fn routes(has_mailbox: bool) -> Router<Arc<App>> {
    let home = move |State(_): State<Arc<App>>, extensions: Extensions, headers: HeaderMap| async move {
        let has_mailbox = has_mailbox && client::is_local(&extensions, &headers);
        page(StatusCode::OK, &Home { has_mailbox })
    };
    Router::new()
        .route("/", get(home))
        .route("/reservation", file(HTML, include_str!("../pages/reservation.html")))
        .route("/t", file(HTML, include_str!("../pages/ticket.html")))
        .route("/assets/plain.css", file(CSS, include_str!("../pages/plain.css")))
        .route("/assets/icon.svg", file(SVG, include_str!("../pages/icon.svg")))
        .route("/assets/plain.js", file(JAVASCRIPT, include_str!("../pages/plain.js")))
        .route("/assets/home.js", file(JAVASCRIPT, include_str!("../pages/home.js")))
        .route("/assets/reservation.js", file(JAVASCRIPT, include_str!("../pages/reservation.js")))
        .route("/assets/ticket.js", file(JAVASCRIPT, include_str!("../pages/ticket.js")))
}

/// A page of this moment.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Response {
    // Writing into a string fails only if a template says so, and none does.
    let html = template.render().unwrap_or_default();
    (status, headers(HTML), html).into_response()
}

/// The page for what is not there.
pub(super) fn nothing_here() -> Response {
    let html = include_str!("../pages/nothing_here.html");
    (StatusCode::NOT_FOUND, headers(HTML), html).into_response()
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
