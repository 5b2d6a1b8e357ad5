use super::view::ReservationProgress;
use crate::http::{
    extract::Segment,
    problem::{ApiError, NotFound, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_domain::ReservationId;
use std::sync::Arc;

/// How far a reservation has come, for the page that booked it.
///
/// It asks for no secret and tells neither who booked nor what: only the page that booked knows the
/// id.
#[utoipa::path(
    get,
    path = "/api/v1/reservations/{id}",
    operation_id = "reservation_progress",
    tag = "booking",
    params(("id" = Uuid, Path, description = "The `id` that the booking was answered with")),
    responses(
        (status = 200, body = ReservationProgress),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn progress(
    State(app): State<Arc<App>>,
    Segment(id): Segment<ReservationId>,
) -> Result<Json<ReservationProgress>, ApiError> {
    Ok(Json(app.use_cases.booking.progress.execute(id).await?.into()))
}
