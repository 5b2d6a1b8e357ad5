use super::view::Venue;
use crate::http::{
    extract::Segment,
    pagination::List,
    problem::{ApiError, NotFound, UsualProblems},
    public::Public,
    state::App,
};
use axum::extract::State;
use azionelab_domain::{self as domain, Slug};
use std::sync::Arc;

/// Lists all venues by name.
#[utoipa::path(get, path = "/api/v1/venues", tag = "programme", responses((status = 200, body = List<Venue>), UsualProblems))]
pub(crate) async fn venues(State(app): State<Arc<App>>) -> Result<Public<List<Venue>>, ApiError> {
    Ok(Public(list(&app.use_cases.programme.browse.venues().await?)))
}

pub(crate) fn list(venues: &[domain::Venue]) -> List<Venue> {
    venues.iter().cloned().map(Venue::from).collect()
}

/// Returns a venue.
#[utoipa::path(
    get,
    path = "/api/v1/venues/{slug}",
    tag = "programme",
    params(("slug" = String, Path, description = "The `slug` from the list of venues")),
    responses(
        (status = 200, body = Venue),
        (status = 308, description = "The venue has another slug now", headers(("Location" = String, description = "The new address"))),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn venue(
    State(app): State<Arc<App>>,
    Segment(slug): Segment<Slug>,
) -> Result<Public<Venue>, ApiError> {
    Ok(Public(app.use_cases.programme.browse.venue(&slug).await?.into()))
}
