use super::{
    problem::{ApiError, Problem},
    state::App,
};
use axum::{Json, extract::State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The answer of a live process.
#[derive(Serialize, ToSchema)]
pub(crate) struct Healthy {
    /// Always `ok`.
    status: &'static str,
}

const OK: Json<Healthy> = Json(Healthy { status: "ok" });

/// The answer of a process that can serve requests.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    /// Always `ok`.
    status: &'static str,
    clock: ClockState,
}

/// Whether the time is reliable.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClockState {
    Steady,
    /// The machine's clock has jumped, or differs from the database's. Nothing expires meanwhile.
    InDoubt,
}

/// Checks that the database answers, and returns the state of the clock.
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

/// Checks that the process answers.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200, body = Healthy)))]
pub(crate) async fn live() -> Json<Healthy> {
    OK
}
