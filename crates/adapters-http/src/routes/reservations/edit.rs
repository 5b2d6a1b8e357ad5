use std::sync::Arc;

use axum::{Json, extract::State};
use azionelab_application::{UseCases, ports::StaffMember};
use azionelab_domain::ReservationId;
use http::{HeaderMap, StatusCode};

use super::bodies::{CancelBody, GuestBody, MoveBody, SizeBody, WriteDownBody};
use crate::{
    app::App,
    dto::ReservationDetail,
    extract::{Body, Segment, Staff},
    problem::{ApiError, BodyProblems, Problem, StaffProblems, UsualProblems},
};

type Answer = Result<Json<ReservationDetail>, ApiError>;

/// The reservation as it is after it was changed.
async fn seen(
    use_cases: &UseCases,
    who: &StaffMember,
    id: ReservationId,
) -> Result<ReservationDetail, ApiError> {
    Ok(use_cases.see_reservation.execute(who, id).await?.into())
}

/// Writes a party down, confirmed at once, and mails the ticket to who left an address.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations",
    operation_id = "write_down_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters that name this attempt, so that sending it again books nothing more")),
    request_body = WriteDownBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Written down", body = ReservationDetail),
        (status = 404, description = "`not-found`: no such performance", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`), `performance-cancelled`, `booking-closed`: it is over; `too-many-reservations`: unless it is beyond the limits", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`validation`, with `errors`; `idempotency-mismatch`: the key came before with another body", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    headers: HeaderMap,
    Body(body): Body<WriteDownBody>,
) -> Result<(StatusCode, Json<ReservationDetail>), ApiError> {
    let request = body.read(&headers)?;
    let detail = app
        .carry_out(|use_cases| async move {
            let id = use_cases.write_down.execute(&who, request).await?;
            seen(&use_cases, &who, id).await
        })
        .await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// Changes how many come, beyond what visitors may if need be.
#[utoipa::path(
    patch,
    path = "/api/v1/admin/reservations/{id}",
    operation_id = "change_party_size",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    request_body = SizeBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`), `cancelled`, `hold-expired`, `already-admitted` (with `admitted`), `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change_seats(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    Body(body): Body<SizeBody>,
) -> Answer {
    let wanted = body.read()?;
    app.carry_out(|use_cases| async move {
        use_cases.change_seats_by_staff.execute(&who, id, wanted).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}

/// Corrects what is known of the guest. Nobody is written to.
#[utoipa::path(
    put,
    path = "/api/v1/admin/reservations/{id}/guest",
    operation_id = "correct_guest",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    request_body = GuestBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn correct(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    Body(body): Body<GuestBody>,
) -> Answer {
    let wanted = body.read()?;
    app.carry_out(|use_cases| async move {
        use_cases.correct_guest.execute(&who, id, wanted).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}

/// Confirms it for the guest and mails the ticket. Confirming again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/confirm",
    operation_id = "confirm_for_guest",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses(
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`), `cancelled`, `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Answer {
    app.carry_out(|use_cases| async move {
        use_cases.confirm_by_staff.execute(&who, id).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}

/// Gives its seats back. Cancelling again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/cancel",
    operation_id = "cancel_for_guest",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    request_body = CancelBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`already-admitted` (with `admitted`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn cancel(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    Body(body): Body<CancelBody>,
) -> Answer {
    let wanted = body.read()?;
    app.carry_out(|use_cases| async move {
        use_cases.cancel_by_staff.execute(&who, id, wanted).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}

/// Mails the guest again what they need now, with a new secret.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/resend",
    operation_id = "resend_mail",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses(
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`no-address`, `cancelled`, `performance-cancelled`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn resend(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Answer {
    app.carry_out(|use_cases| async move {
        use_cases.resend_mail.execute(&who, id).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}

/// Moves it to another performance and mails the guest what they need for it.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/move",
    operation_id = "move_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    request_body = MoveBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`), `same-performance`, `cancelled`, `hold-expired`, `already-admitted` (with `admitted`), `performance-cancelled`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn move_away(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    Body(body): Body<MoveBody>,
) -> Answer {
    let wanted = body.read()?;
    app.carry_out(|use_cases| async move {
        use_cases.move_reservation.execute(&who, id, wanted).await?;
        seen(&use_cases, &who, id).await
    })
    .await
    .map(Json)
}
