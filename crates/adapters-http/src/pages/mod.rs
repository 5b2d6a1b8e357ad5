//! The site for visitors: the built frontend, whose first HTML is rendered by the server. A page
//! can be read before any script runs, and without scripts (docs/adr/0010).
//!
//! A page (`views`) asks the use cases for its data. The data goes into the page's head (`head` and
//! `structured`), into its HTML (`render`), and into the answers that the app would ask the API for
//! (`first_answers`). `answer` puts all of it into the frontend's `index.html` (`shell`). All other
//! parts of the frontend are files (`file_answer`).
//!
//! The pages for staff are an application of their own with a shell of its own (docs/adr/0014).

mod answer;
mod crawlers;
mod feeds;
mod file_answer;
mod first_answers;
mod head;
mod json;
mod mangled;
mod manifest;
pub(crate) mod plain;
mod policy;
mod prefetch;
mod preloads;
mod render;
mod shell;
mod start;
mod structured;
mod style;
pub(crate) mod texts;
mod views;
mod visitor;

use crate::http::{problem::ApiError, state::App};
use axum::{
    Router,
    extract::{FromRequestParts as _, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use http::Method;
use std::sync::Arc;

pub(crate) use self::{answer::not_found, visitor::Visitor};

pub(crate) fn routes() -> Router<Arc<App>> {
    views::STAFF
        .into_iter()
        .fold(Router::new(), |router, page| {
            let below = format!("{page}/{{*below}}");
            router.route(page, get(views::staff)).route(&below, get(views::staff))
        })
        .route("/", get(views::home))
        .route("/shows", get(views::shows))
        .route("/shows/{slug}", get(views::show))
        .route("/calendar", get(views::calendar))
        .route("/venues", get(views::venues))
        .route("/venues/{slug}", get(views::venue))
        .route("/pages/{slug}", get(views::company_page))
        .route("/privacy", get(views::privacy))
        .route("/accessibility", get(views::accessibility))
        .route("/performances/{id}", get(views::booking))
        .route("/reservation", get(views::reservation))
        .route("/t", get(views::ticket))
        .route("/calendar.ics", get(feeds::season))
        .route("/shows/{slug}/calendar.ics", get(feeds::show))
        .route("/manifest.webmanifest", get(manifest::manifest))
        .route("/robots.txt", get(crawlers::robots))
        .route("/sitemap.xml", get(crawlers::sitemap))
}

/// Answers a path without a route: a file of the frontend, a redirect to the path without its last
/// slash, or a 404.
pub(crate) async fn elsewhere(State(app): State<Arc<App>>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let path = parts.uri.path();
    if matches!(parts.method, Method::GET | Method::HEAD) {
        if let Some(response) = mangled::with_secret(path) {
            return response;
        }
        let files = app.website.files.as_ref();
        if let Some(response) = file_answer::answer(files, path, &parts.headers) {
            return response;
        }
        if let Some(place) = without_last_slash(path, parts.uri.query()) {
            return Redirect::permanent(&place).into_response();
        }
    }
    // A client that asks for a file gets no page: it may ask for many that do not exist.
    if names_a_file(path) {
        return ApiError::NotFound.into_response();
    }
    match Visitor::from_request_parts(&mut parts, &app).await {
        Ok(visitor) => not_found(&app, &visitor).await,
        Err(response) => response,
    }
}

/// Whether the last segment looks like a file name, such as `chunk-AAAAAAAA.js`.
fn names_a_file(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        (1..=16).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Removes the last slash. Returns `None` if browsers might read the result as the address of
/// another host, such as `//evil.example/`.
fn without_last_slash(path: &str, query: Option<&str>) -> Option<String> {
    let place = path.strip_suffix('/').filter(|place| !place.is_empty())?;
    if place.contains("//") || place.contains('\\') || place.ends_with('/') {
        return None;
    }
    Some(query.map_or_else(|| place.to_owned(), |query| format!("{place}?{query}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_extension() {
        for file in ["/chunk-AAAAAAAA.js", "/a/b.min.css", "/.env", "/wp-login.php"] {
            assert!(names_a_file(file), "{file}");
        }
        for page in ["/", "/nowhere", "/a.b/c", "/a.", "/una%20pagina.%20Due", "/a.b-c"] {
            assert!(!names_a_file(page), "{page}");
        }
    }

    #[test]
    fn a_trailing_slash_is_removed() {
        assert_eq!(without_last_slash("/shows/", None).unwrap(), "/shows");
        assert_eq!(without_last_slash("/a/b/", Some("lang=en")).unwrap(), "/a/b?lang=en");
        for no in ["/", "/shows", "//", "//evil.example/", "/\\evil.example/", "/a//"] {
            assert_eq!(without_last_slash(no, None), None, "{no}");
        }
    }
}
