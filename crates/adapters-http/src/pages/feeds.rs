use super::visitor::Reader;
use crate::http::{extract::Segment, problem::ApiError, state::App};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::programme::BrowseError;
use azionelab_domain::Slug;
use http::header;
use std::sync::Arc;

/// The calendar of all performances, for subscribing.
pub(super) async fn season(State(app): State<Arc<App>>, _: Reader) -> Response {
    answer(app.use_cases.programme.season_calendar.execute(None).await)
}

/// The calendar of a show's performances, for subscribing.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Segment(slug): Segment<Slug>,
    _: Reader,
) -> Response {
    answer(app.use_cases.programme.season_calendar.execute(Some(&slug)).await)
}

fn answer(calendar: Result<String, BrowseError>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    calendar.map_err(ApiError::from).map(|calendar| (headers, calendar)).into_response()
}
