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

/// Every venue, by name.
#[utoipa::path(get, path = "/api/v1/venues", tag = "programme", responses((status = 200, body = List<Venue>), UsualProblems))]
pub(crate) async fn venues(State(app): State<Arc<App>>) -> Result<Public<List<Venue>>, ApiError> {
    Ok(Public(list(&app.use_cases.programme.browse.venues().await?)))
}

/// The list of venues.
pub(crate) fn list(venues: &[domain::Venue]) -> List<Venue> {
    venues.iter().cloned().map(Venue::from).collect()
}

/// A venue.
#[utoipa::path(
    get,
    path = "/api/v1/venues/{slug}",
    tag = "programme",
    params(("slug" = String, Path, description = "As in the list of venues")),
    responses(
        (status = 200, body = Venue),
        (status = 308, description = "It has another slug today", headers(("Location" = String, description = "Where it is"))),
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
