use super::view::CheckedIn;
use crate::http::{
    extract::{Body, Check, Given, Segment, Staff, Unknown, parsed, seats},
    problem::{ApiError, BodyProblems, Fault, NotFound, Problem, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_application::door::{AdmissionProof, CheckInPartyRequest};
use azionelab_domain::{CheckInId, ClientRef, MultilineText, Ticket, TicketError};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// A check-in of a party, by either a ticket or a reservation.
#[derive(Deserialize, ToSchema)]
#[schema(as = CheckInRequest)]
pub(crate) struct CheckInBody {
    /// The text of the QR code: the complete address, or the part after its `#`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    ticket: Given<String>,
    /// The `id` of a party on the door list.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    reservation_id: Given<String>,
    /// The performance that the party is admitted to.
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    performance_id: Given<String>,
    /// How many people are admitted; by default all who are not inside yet.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 1000)]
    seats: Given<Number>,
    /// The device's own name for this check-in: 1 to 64 printable ASCII characters. A retry with
    /// the same name admits nobody again.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 64)]
    client_ref: Given<String>,
    /// Why the party is admitted outside the door window. Only some roles may do so.
    #[serde(default, rename = "override")]
    #[schema(value_type = Option<String>, max_length = 1000)]
    override_reason: Given<String>,
    /// `true` confirms an unconfirmed reservation at the door, if there is room.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    confirm: Given<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CheckInBody {
    fn read(self) -> Result<CheckInPartyRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let proof = read_proof(self.ticket, self.reservation_id, &mut check);
        let performance = check.required("performance_id", self.performance_id, |id| parsed(&id));
        let seats = check.optional("seats", self.seats, |number| seats(&number));
        let client_ref = check.optional("client_ref", self.client_ref, |text| {
            ClientRef::parse(&text).map_err(|_| Fault::Invalid)
        });
        let override_reason = check
            .optional("override", self.override_reason, |reason| MultilineText::parse(&reason));
        let confirms = check.optional("confirm", self.confirm, Ok::<_, Fault>).unwrap_or_default();
        let (proof, performance) = check.done(proof.zip(performance))?;
        // A text that is not a ticket is answered like an unknown ticket.
        let proof = proof.map_err(|_| ApiError::UnknownTicket)?;
        Ok(CheckInPartyRequest { proof, performance, seats, client_ref, override_reason, confirms })
    }
}

/// Requires exactly one of the two. The inner error is a text that is not a ticket.
fn read_proof(
    ticket: Given<String>,
    reservation: Given<String>,
    check: &mut Check,
) -> Option<Result<AdmissionProof, TicketError>> {
    match (ticket, reservation) {
        (Given::Missing, Given::Missing) => {
            check.note("ticket", Fault::Required);
            None
        }
        (ticket, Given::Missing) => check.optional("ticket", ticket, |text| {
            Ok::<_, Fault>(Ticket::parse(&text).map(AdmissionProof::Ticket))
        }),
        (Given::Missing, reservation) => check.optional("reservation_id", reservation, |id| {
            parsed(&id).map(|id| Ok(AdmissionProof::Reservation(id)))
        }),
        _ => {
            check.note("ticket", Fault::Invalid);
            None
        }
    }
}

/// Admits a party, or part of it.
#[utoipa::path(
    post,
    path = "/api/v1/check-ins",
    tag = "door",
    security(("session" = [])),
    request_body = CheckInBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Admitted", body = CheckedIn),
        (status = 404, description = "`unknown-ticket`; `ticket-replaced`: the guest has a newer ticket", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`already-admitted` (with `name`, `admitted`, `at`, `where`, `by`, `reservation_id`, `last_check_in_id`); `not-confirmed` (with `name`, `seats`, `available`, `reservation_id`, `can_confirm`); `sold-out` (with `available`): there is no room to confirm the party; `cancelled` (with `name`); `performance-cancelled`; `wrong-performance` (with `performance`, `name`); `outside-door-window` (with `opens_at`, `closes_at`, `can_override`); `too-many` (with `remaining`, `name`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn check_in(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<CheckInBody>,
) -> Result<(StatusCode, Json<CheckedIn>), ApiError> {
    let request = body.read()?;
    let admission = app
        .carry_out(|use_cases| async move { use_cases.door.check_in.execute(&who, request).await })
        .await?;
    Ok((StatusCode::CREATED, Json(admission.into())))
}

/// Undoes a check-in and records who did so and when.
///
/// It needs the same role as the check-in: an override or a walk-in may be undone only by staff who
/// may make one. A party keeps its seats. A walk-in gives its seats back when nobody of it is
/// inside any more. Repeating the request changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/check-ins/{id}",
    operation_id = "undo_check_in",
    tag = "door",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The check-in")),
    responses(
        (status = 204, description = "Undone"),
        (status = 409, description = "`outside-door-window`", body = Problem, content_type = "application/problem+json"),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn undo(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<CheckInId>,
) -> Result<StatusCode, ApiError> {
    app.carry_out(|use_cases| async move { use_cases.door.undo_check_in.execute(&who, id).await })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
