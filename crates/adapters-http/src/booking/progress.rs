use super::view::ReservationProgress;
use crate::http::{
    extract::Segment,
    problem::{ApiError, NotFound, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_domain::ReservationId;
use std::sync::Arc;

/// Returns the status of a reservation, for the page that booked it.
///
/// It needs no secret and reveals neither the guest nor the performance. Only the page that booked
/// knows the id.
#[utoipa::path(
    get,
    path = "/api/v1/reservations/{id}",
    operation_id = "reservation_progress",
    tag = "booking",
    params(("id" = Uuid, Path, description = "The `id` from the answer to the booking")),
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
