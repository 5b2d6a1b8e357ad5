#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::view::{DoorList, DoorPerformance};
use crate::http::{
    extract::{Params, Segment, Staff},
    pagination::List,
    problem::{ApiError, NotFound, QueryProblems, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_domain::PerformanceId;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Lists today's performances, and yesterday's while their door is open, with their seat counts.
#[utoipa::path(
    get,
    path = "/api/v1/door/performances",
    operation_id = "door_today",
    tag = "door",
    security(("session" = [])),
    responses((status = 200, body = List<DoorPerformance>), StaffProblems, UsualProblems)
)]
pub(crate) async fn today(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<List<DoorPerformance>>, ApiError> {
    let (houses, now) = app.use_cases.door.see.today(&who).await?;
    Ok(Json(houses.iter().map(|house| DoorPerformance::new(house, who.role, now)).collect()))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DoorParams {
    /// Part of a name, or the beginning of a code. A search with fewer than two characters finds
    /// nothing.
    search: Option<String>,
}

/// Returns the confirmed parties of a performance by name. A search also finds unconfirmed and
/// cancelled ones.
#[utoipa::path(
    get,
    path = "/api/v1/door/performances/{id}",
    operation_id = "door_list",
    tag = "door",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), DoorParams),
    responses(
        (status = 200, body = DoorList),
        NotFound,
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    Params(params): Params<DoorParams>,
) -> Result<Json<DoorList>, ApiError> {
    let (house, entries, now) =
        app.use_cases.door.see.list(&who, id, params.search.as_deref()).await?;
    Ok(Json(DoorList::new(&house, &entries, who.role, now)))
}
