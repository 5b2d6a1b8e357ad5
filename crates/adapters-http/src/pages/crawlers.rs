//! The files that search engines and other crawlers ask for.

use super::visitor::Reader;
use crate::http::{problem::ApiError, state::App};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use std::sync::Arc;

/// Allows crawlers all pages and the posters.
pub(super) async fn robots(State(app): State<Arc<App>>) -> Response {
    let base = app.settings.base_url.as_str();
    let robots = format!(
        "User-agent: *\nAllow: /api/v1/media/\nDisallow: /api/\n\nSitemap: {base}/sitemap.xml\n"
    );
    (headers("text/plain; charset=utf-8"), robots).into_response()
}

#[derive(Template)]
#[template(path = "website/sitemap.xml")]
struct Sitemap<'a> {
    base: &'a str,
    paths: Vec<String>,
}

/// Lists the pages for search engines, with each in all languages.
pub(super) async fn sitemap(State(app): State<Arc<App>>, _: Reader) -> Response {
    match gather(&app).await {
        Ok(paths) => {
            let sitemap = Sitemap { base: app.settings.base_url.as_str(), paths };
            // Rendering into a string fails only if the template does, and this one does not.
            let xml = sitemap.render().unwrap_or_default();
            (headers("application/xml; charset=utf-8"), xml).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

async fn gather(app: &App) -> Result<Vec<String>, ApiError> {
    let browse = &app.use_cases.programme.browse;
    let (site, (shows, _), venues) =
        tokio::try_join!(browse.site(), browse.shows(), browse.venues())?;
    let shows = shows.iter().map(|season| format!("/shows/{}", season.entry.show.slug));
    let venues = venues.iter().map(|venue| format!("/venues/{}", venue.slug));
    // These two pages have addresses of their own.
    let other = |slug: &&str| !matches!(*slug, "privacy" | "accessibility");
    let pages = site.pages.iter().map(|page| page.slug.as_str()).filter(other);
    let pages = pages.map(|slug| format!("/pages/{slug}"));
    let ours = ["/", "/shows", "/calendar", "/venues", "/privacy", "/accessibility"];
    Ok(ours.map(str::to_owned).into_iter().chain(shows).chain(venues).chain(pages).collect())
}

fn headers(content_type: &'static str) -> [(header::HeaderName, &'static str); 2] {
    [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-cache")]
}
