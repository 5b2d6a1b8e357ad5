use super::view::Reservation;
use crate::http::{
    extract::{Body, Check, Given, Holder, Unknown, seats},
    problem::{ApiError, BodyProblems, HolderProblems, Problem, UsualProblems},
    state::App,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

type Answer = Result<Json<Reservation>, ApiError>;

/// Returns everything that is stored about the reservation.
#[utoipa::path(
    get,
    path = "/api/v1/reservation",
    operation_id = "reservation",
    tag = "holder",
    security(("secret" = [])),
    responses((status = 200, body = Reservation), HolderProblems, UsualProblems)
)]
pub(crate) async fn view(State(app): State<Arc<App>>, Holder(secret): Holder) -> Answer {
    Ok(Json(app.use_cases.booking.view.execute(&secret).await?.into()))
}

/// Confirms the reservation and mails the ticket.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/reservation/confirm",
    operation_id = "confirm_reservation",
    tag = "holder",
    security(("secret" = [])),
    responses(
        (status = 200, body = Reservation),
        HolderProblems,
        UsualProblems,
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`): the hold has lapsed and the seats are taken; `too-many-reservations`: the address has as many confirmed reservations as allowed; `cancelled`; `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(State(app): State<Arc<App>>, Holder(secret): Holder) -> Answer {
    let view = app
        .carry_out(|use_cases| async move { use_cases.booking.confirm.execute(&secret).await })
        .await?;
    Ok(Json(view.into()))
}

/// Cancels the reservation.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/reservation/cancel",
    operation_id = "cancel_reservation",
    tag = "holder",
    security(("secret" = [])),
    responses(
        (status = 200, body = Reservation),
        HolderProblems,
        UsualProblems,
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`already-admitted` (with `admitted`), `too-late` (with `started_at`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn cancel(State(app): State<Arc<App>>, Holder(secret): Holder) -> Answer {
    let view = app
        .carry_out(|use_cases| async move { use_cases.booking.cancel.execute(&secret).await })
        .await?;
    Ok(Json(view.into()))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = SeatsChange)]
pub(crate) struct SeatsBody {
    /// The new size of the party.
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000, example = 3)]
    seats: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Changes the number of seats. The ticket stays the same.
#[utoipa::path(
    patch,
    path = "/api/v1/reservation",
    tag = "holder",
    security(("secret" = [])),
    request_body = SeatsBody,
    responses(
        (status = 200, body = Reservation),
        HolderProblems,
        BodyProblems,
        UsualProblems,
        (status = 409, description = "`sold-out` (with `available`), `cancelled`, `hold-expired`, `already-admitted` (with `admitted`), `too-late`, `performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change_seats(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
    Body(body): Body<SeatsBody>,
) -> Answer {
    let mut check = Check::new(body.unknown);
    let seats = check.required("seats", body.seats, |number| seats(&number));
    let seats = check.done(seats)?;
    let view = app
        .carry_out(|use_cases| async move {
            use_cases.booking.change_seats.execute(&secret, seats).await
        })
        .await?;
    Ok(Json(view.into()))
}

/// Returns the ticket's QR code as SVG.
#[utoipa::path(
    get,
    path = "/api/v1/reservation/qr.svg",
    tag = "holder",
    security(("secret" = [])),
    responses(
        (status = 200, description = "The image", body = String, content_type = "image/svg+xml"),
        HolderProblems,
        UsualProblems,
        (status = 409, description = "`not-confirmed`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn qr_svg(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
) -> Result<Response, ApiError> {
    let svg = app.use_cases.booking.ticket.svg(&secret).await?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

/// Returns the ticket's QR code as PNG.
#[utoipa::path(
    get,
    path = "/api/v1/reservation/qr.png",
    tag = "holder",
    security(("secret" = [])),
    responses(
        (status = 200, description = "The image", body = Vec<u8>, content_type = "image/png"),
        HolderProblems,
        UsualProblems,
        (status = 409, description = "`not-confirmed`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn qr_png(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
) -> Result<Response, ApiError> {
    let png = app.use_cases.booking.ticket.png(&secret).await?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png).into_response())
}

/// Returns a calendar file for the performance (RFC 5545).
#[utoipa::path(
    get,
    path = "/api/v1/reservation/calendar.ics",
    tag = "holder",
    security(("secret" = [])),
    responses(
        (status = 200, description = "The calendar file", body = String, content_type = "text/calendar"),
        HolderProblems,
        UsualProblems,
    )
)]
pub(crate) async fn calendar(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
) -> Result<Response, ApiError> {
    let ics = app.use_cases.booking.ticket.calendar(&secret).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"azionelab.ics\""),
    ];
    Ok((headers, ics).into_response())
}
