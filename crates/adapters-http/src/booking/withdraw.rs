use super::book::attempt_key;
use crate::http::{
    extract::Segment,
    problem::{ApiError, Problem, UsualProblems},
    state::App,
};
use axum::extract::State;
use azionelab_domain::ReservationId;
use http::{HeaderMap, StatusCode};
use std::sync::Arc;

/// Withdraws a reservation that is not confirmed yet, for the page that booked it.
///
/// That page proves itself by the key of its attempt. Nobody is written to: this is for an address
/// that was mistyped. Withdrawing again changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/reservations/{id}",
    operation_id = "withdraw_reservation",
    tag = "booking",
    params(
        ("id" = Uuid, Path, description = "The `id` that the booking was answered with"),
        ("Idempotency-Key" = String, Header, description = "The key that the booking was made under"),
    ),
    responses(
        (status = 204, description = "Its seats are free"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no such reservation, or not booked under this key", body = Problem, content_type = "application/problem+json"),
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
