use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    problem::{ApiError, Problem},
};

/// That all is well.
#[derive(Serialize, ToSchema)]
pub(crate) struct Healthy {
    /// `ok`.
    status: &'static str,
}

const OK: Json<Healthy> = Json(Healthy { status: "ok" });

/// Whether the database answers.
#[utoipa::path(
    get,
    path = "/api/health",
    tag = "health",
    responses(
        (status = 200, body = Healthy),
        (status = 503, description = "`unavailable`: the database does not answer", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn health(State(app): State<Arc<App>>) -> Result<Json<Healthy>, ApiError> {
    app.health.check().await?;
    Ok(OK)
}

/// Whether the process answers.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200, body = Healthy)))]
pub(crate) async fn live() -> Json<Healthy> {
    OK
}
