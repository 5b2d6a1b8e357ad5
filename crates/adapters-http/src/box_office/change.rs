use super::{
    body::{CancelBody, CreateReservationBody, GuestBody, SizeBody, TransferBody},
    list::tagged,
    view::ReservationDetail,
};
use crate::http::{
    extract::{Body, IfMatch, Segment, Staff},
    problem::{
        ApiError, BodyProblems, EditProblems, NotFound, Problem, StaffProblems, UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::extract::State;
use azionelab_application::{UseCases, accounts::StaffMember, box_office::EarlierLinks};
use azionelab_domain::ReservationId;
use http::{HeaderMap, StatusCode};
use std::{future::Future, sync::Arc};

type Answer = Result<Tagged<ReservationDetail>, ApiError>;

async fn seen(use_cases: &UseCases, who: &StaffMember, id: ReservationId) -> Answer {
    Ok(tagged(use_cases.box_office.view.execute(who, id).await?))
}

/// Carries out a change and returns the changed reservation.
async fn changed<E, F>(
    app: &App,
    who: StaffMember,
    id: ReservationId,
    change: impl FnOnce(Arc<UseCases>, StaffMember) -> F,
) -> Answer
where
    E: Into<ApiError>,
    F: Future<Output = Result<(), E>> + Send + 'static,
{
    app.carry_out(|use_cases| {
        let changing = change(use_cases.clone(), who.clone());
        async move {
            changing.await.map_err(Into::into)?;
            seen(&use_cases, &who, id).await
        }
    })
    .await
}

/// Creates a confirmed reservation for a guest and mails the ticket, if there is an address.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations",
    operation_id = "create_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters that identify this attempt. A retry with the same key books nothing more")),
    request_body = CreateReservationBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Created; with its version as `ETag`", body = ReservationDetail),
        (status = 404, description = "`not-found`: there is no such performance", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`); `performance-cancelled`; `booking-closed`: the performance is over; `too-many-reservations` (unless `beyond_limits` is true)", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`validation`, with `errors`; `idempotency-mismatch`: the key was used with another body", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    headers: HeaderMap,
    Body(body): Body<CreateReservationBody>,
) -> Result<(StatusCode, Tagged<ReservationDetail>), ApiError> {
    let request = body.read(&headers)?;
    let detail = app
        .carry_out(|use_cases| async move {
            let id = use_cases.box_office.create.execute(&who, request).await?;
            seen(&use_cases, &who, id).await
        })
        .await?;
    Ok((StatusCode::CREATED, detail))
}

/// Changes the number of seats, also beyond the limits for visitors.
#[utoipa::path(
    patch,
    path = "/api/v1/admin/reservations/{id}",
    operation_id = "change_party_size",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation"), IfMatch),
    request_body = SizeBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
        (status = 409, description = "`sold-out` (with `available`), `cancelled`, `hold-expired`, `already-admitted` (with `admitted`), `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change_seats(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SizeBody>,
) -> Answer {
    let wanted = body.read()?;
    changed(&app, who, id, |use_cases, who| async move {
        use_cases.box_office.change_seats.execute(&who, id, version, wanted).await
    })
    .await
}

/// Corrects the details of the guest.
///
/// With another address, the links and tickets that were mailed to the old one stop working, and
/// the new address gets new ones.
#[utoipa::path(
    put,
    path = "/api/v1/admin/reservations/{id}/guest",
    operation_id = "correct_guest",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation"), IfMatch),
    request_body = GuestBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        (status = 409, description = "`data-erased`", body = Problem, content_type = "application/problem+json"),
        NotFound,
    )
)]
pub(crate) async fn correct(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    IfMatch(version): IfMatch,
    Body(body): Body<GuestBody>,
) -> Answer {
    let wanted = body.read()?;
    changed(&app, who, id, |use_cases, who| async move {
        use_cases.box_office.correct.execute(&who, id, version, wanted).await
    })
    .await
}

/// Confirms the reservation for the guest and mails the ticket.
///
/// Repeating the request changes nothing.
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
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
        (status = 409, description = "`sold-out` (with `available`), `cancelled`, `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Answer {
    changed(&app, who, id, |use_cases, who| async move {
        use_cases.box_office.confirm.execute(&who, id).await
    })
    .await
}

/// Cancels the reservation.
///
/// Repeating the request changes nothing.
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
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
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
    changed(&app, who, id, |use_cases, who| async move {
        use_cases.box_office.cancel.execute(&who, id, wanted).await
    })
    .await
}

/// Mails the guest the link or the ticket again, with a new secret. Earlier ones stay valid.
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
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
        (status = 409, description = "`no-address`, `cancelled`, `performance-cancelled`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn resend(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Answer {
    mail_again(&app, who, id, EarlierLinks::Stay).await
}

/// Ends the links and tickets that were mailed to the guest, and mails new ones.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/new-ticket",
    operation_id = "replace_ticket",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses(
        StaffProblems,
        UsualProblems,
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
        (status = 409, description = "`no-address`, `cancelled`, `performance-cancelled`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn replace_ticket(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Answer {
    mail_again(&app, who, id, EarlierLinks::End).await
}

async fn mail_again(
    app: &App,
    who: StaffMember,
    id: ReservationId,
    earlier: EarlierLinks,
) -> Answer {
    app.may_resend(who.id, id)?;
    changed(app, who, id, |use_cases, who| async move {
        use_cases.box_office.resend.execute(&who, id, earlier).await
    })
    .await
}

/// Transfers the reservation to another performance and mails the guest about it.
#[utoipa::path(
    post,
    path = "/api/v1/admin/reservations/{id}/move",
    operation_id = "transfer_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    request_body = TransferBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
        (status = 409, description = "`sold-out` (with `available`), `same-performance`, `cancelled`, `hold-expired`, `already-admitted` (with `admitted`), `performance-cancelled`, `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn transfer(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
    Body(body): Body<TransferBody>,
) -> Answer {
    let wanted = body.read()?;
    changed(&app, who, id, |use_cases, who| async move {
        use_cases.box_office.transfer.execute(&who, id, wanted).await
    })
    .await
}
