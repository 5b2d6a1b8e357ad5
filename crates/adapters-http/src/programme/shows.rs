use super::view::{Show, ShowSummary};
use crate::http::{
    extract::Segment,
    pagination::List,
    problem::{ApiError, NotFound, UsualProblems},
    public::Public,
    state::App,
};
use axum::extract::State;
use azionelab_application::programme::{Listing, ShowSeason};
use azionelab_domain::Slug;
use jiff::Timestamp;
use std::sync::Arc;

/// Lists all published shows.
///
/// Shows with a coming performance come first, the soonest first; then past ones, the latest first.
#[utoipa::path(get, path = "/api/v1/shows", tag = "programme", responses((status = 200, body = List<ShowSummary>), UsualProblems))]
pub(crate) async fn shows(
    State(app): State<Arc<App>>,
) -> Result<Public<List<ShowSummary>>, ApiError> {
    let (seasons, _) = app.use_cases.programme.browse.shows().await?;
    Ok(Public(list(&seasons)))
}

pub(crate) fn list(seasons: &[ShowSeason]) -> List<ShowSummary> {
    seasons.iter().map(ShowSummary::from).collect()
}

/// Returns a show with its performances.
#[utoipa::path(
    get,
    path = "/api/v1/shows/{slug}",
    tag = "programme",
    params(("slug" = String, Path, description = "The `slug` from the list of shows")),
    responses(
        (status = 200, body = Show),
        (status = 308, description = "The show has another slug now", headers(("Location" = String, description = "The new address"))),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Segment(slug): Segment<Slug>,
) -> Result<Public<Show>, ApiError> {
    Ok(Public(whole(&app.use_cases.programme.browse.show(&slug).await?)))
}

pub(crate) fn whole((season, listings, now): &(ShowSeason, Vec<Listing>, Timestamp)) -> Show {
    Show::new(season, listings, *now)
}
