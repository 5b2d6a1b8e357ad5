use crate::http::{
    extract::{Segment, attempt_key},
    problem::{ApiError, Problem, UsualProblems},
    state::App,
};
use axum::extract::State;
use azionelab_domain::ReservationId;
use http::{HeaderMap, StatusCode};
use std::sync::Arc;

/// Withdraws an unconfirmed reservation, for the page that booked it.
///
/// The page proves its right with the `Idempotency-Key` of the booking. No mail is sent: the guest
/// has mistyped the address. Repeating the request changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/reservations/{id}",
    operation_id = "withdraw_reservation",
    tag = "booking",
    params(
        ("id" = Uuid, Path, description = "The `id` from the answer to the booking"),
        ("Idempotency-Key" = String, Header, description = "The key that the booking was sent with"),
    ),
    responses(
        (status = 204, description = "Withdrawn; its seats are free"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: there is no such reservation, or it was booked with another key", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`already-confirmed`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn withdraw(
    State(app): State<Arc<App>>,
    Segment(id): Segment<ReservationId>,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let key = attempt_key(&headers).ok().flatten().ok_or(ApiError::NotFound)?;
    app.carry_out(|use_cases| async move { use_cases.booking.withdraw.execute(id, key).await })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
