use super::view::{Show, ShowSummary};
use crate::http::{
    extract::Segment,
    list::List,
    problem::{ApiError, Problem, UsualProblems},
    public::Public,
    state::App,
};
use axum::extract::State;
use azionelab_application::programme::{Listing, ShowSeason};
use azionelab_domain::Slug;
use jiff::Timestamp;
use std::sync::Arc;

/// Every published show.
///
/// Those still to come first, the soonest first; then those past, the latest first.
#[utoipa::path(get, path = "/api/v1/shows", tag = "programme", responses((status = 200, body = List<ShowSummary>), UsualProblems))]
pub(crate) async fn shows(
    State(app): State<Arc<App>>,
) -> Result<Public<List<ShowSummary>>, ApiError> {
    let (seasons, _) = app.use_cases.programme.browse.shows().await?;
    Ok(Public(list(&seasons)))
}

/// The list of shows.
pub(crate) fn list(seasons: &[ShowSeason]) -> List<ShowSummary> {
    seasons.iter().map(ShowSummary::from).collect()
}

/// A show with its performances.
#[utoipa::path(
    get,
    path = "/api/v1/shows/{slug}",
    tag = "programme",
    params(("slug" = String, Path, description = "As in the list of shows")),
    responses(
        (status = 200, body = Show),
        (status = 308, description = "It has another slug today", headers(("Location" = String, description = "Where it is"))),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Segment(slug): Segment<Slug>,
) -> Result<Public<Show>, ApiError> {
    Ok(Public(whole(&app.use_cases.programme.browse.show(&slug).await?)))
}

/// A show with its performances, seen at a time.
pub(crate) fn whole((season, listings, now): &(ShowSeason, Vec<Listing>, Timestamp)) -> Show {
    Show::new(season, listings, *now)
}
