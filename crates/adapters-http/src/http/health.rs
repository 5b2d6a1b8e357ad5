use super::{
    problem::{ApiError, Problem},
    state::App,
};
use axum::{Json, extract::State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// That all is well.
#[derive(Serialize, ToSchema)]
pub(crate) struct Healthy {
    /// `ok`.
    status: &'static str,
}

const OK: Json<Healthy> = Json(Healthy { status: "ok" });

/// That requests can be served.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    /// `ok`.
    status: &'static str,
    clock: ClockState,
}

/// Whether the time is beyond doubt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClockState {
    Steady,
    /// This machine's clock has stepped, or the database has another time: nothing expires.
    InDoubt,
}

/// Whether the database answers, and whether the time is beyond doubt.
#[utoipa::path(
    get,
    path = "/api/health",
    tag = "health",
    responses(
        (status = 200, body = Ready),
        (status = 503, description = "`unavailable`: the database does not answer", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn health(State(app): State<Arc<App>>) -> Result<Json<Ready>, ApiError> {
    app.health.check().await?;
    let is_steady = app.health.clock_is_steady();
    let clock = if is_steady { ClockState::Steady } else { ClockState::InDoubt };
    Ok(Json(Ready { status: "ok", clock }))
}

/// Whether the process answers.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200, body = Healthy)))]
pub(crate) async fn live() -> Json<Healthy> {
    OK
}
