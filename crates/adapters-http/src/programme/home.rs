use super::performance_view::Performance;
use crate::http::{
    problem::{ApiError, UsualProblems},
    public::Public,
    state::App,
};
use axum::extract::State;
use azionelab_application::programme::HomeProgramme;
use jiff::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The performances on the home page.
#[derive(Serialize, ToSchema)]
pub(crate) struct Home {
    /// The performance that comes first on the page: the next one that can be booked. If none of
    /// the next 12 can, the next one that is not cancelled; null if there is none.
    #[schema(required)]
    highlighted: Option<Performance>,
    /// The next performances by start, cancelled ones included; 7 at most.
    performances: Vec<Performance>,
}

/// The performances on the home page.
#[utoipa::path(get, path = "/api/v1/home", tag = "programme", responses((status = 200, body = Home), UsualProblems))]
pub(crate) async fn home(State(app): State<Arc<App>>) -> Result<Public<Home>, ApiError> {
    Ok(Public(view(&app.use_cases.programme.browse.home().await?)))
}

/// The performances on the home page, seen at a time.
pub(crate) fn view((home, now): &(HomeProgramme, Timestamp)) -> Home {
    let performance = |listing| Performance::new(listing, *now);
    Home {
        highlighted: home.highlighted.as_ref().map(performance),
        performances: home.next.iter().map(performance).collect(),
    }
}
