use super::view::CheckedIn;
use crate::http::{
    extract::{Body, Check, Given, Staff, Unknown, seats},
    language,
    problem::{ApiError, BodyProblems, Fault, Problem, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_application::door::SeatWalkInRequest;
use azionelab_domain::{ClientRef, Note, PerformanceId, PersonName};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// People who came without a reservation.
#[derive(Deserialize, ToSchema)]
#[schema(as = WalkInRequest)]
pub(crate) struct WalkInBody {
    /// The performance that they came to.
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    performance_id: Given<String>,
    /// How many they are.
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000)]
    seats: Given<Number>,
    /// What they are called, if they were asked.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Given<String>,
    /// What the device calls it, so that sending it again seats nobody: 1 to 64 printable ASCII
    /// characters.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 64)]
    client_ref: Given<String>,
    /// Why they are let in outside the door window.
    #[serde(default, rename = "override")]
    #[schema(value_type = Option<String>, max_length = 1000)]
    override_reason: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl WalkInBody {
    fn read(self, headers: &HeaderMap) -> Result<SeatWalkInRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let performance = check.required("performance_id", self.performance_id, |id| {
            id.parse::<PerformanceId>().map_err(|_| Fault::Invalid)
        });
        let seats = check.required("seats", self.seats, |number| seats(&number));
        let name = check.text("name", self.name, PersonName::parse);
        let client_ref = check.required("client_ref", self.client_ref, |text| {
            ClientRef::parse(&text).map_err(|_| Fault::Invalid)
        });
        let override_reason =
            check.optional("override", self.override_reason, |reason| Note::parse(&reason));
        let read = performance.zip(seats).zip(client_ref);
        let ((performance, seats), client_ref) = check.done(read)?;
        let locale = language::of_visitor(headers);
        Ok(SeatWalkInRequest { performance, seats, name, locale, client_ref, override_reason })
    }
}

/// Seats people who came without a reservation, within what is left: they are given one, confirmed
/// and let in, all at once.
#[utoipa::path(
    post,
    path = "/api/v1/door/walk-ins",
    tag = "door",
    security(("session" = [])),
    request_body = WalkInBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Seated", body = CheckedIn),
        (status = 404, description = "`not-found`: no such performance", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`), `performance-cancelled`, `outside-door-window` (with `opens_at`, `closes_at`, `can_override`)", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn seat_walk_in(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    headers: HeaderMap,
    Body(body): Body<WalkInBody>,
) -> Result<(StatusCode, Json<CheckedIn>), ApiError> {
    let request = body.read(&headers)?;
    let admission = app
        .carry_out(|use_cases| async move { use_cases.door.walk_in.execute(&who, request).await })
        .await?;
    Ok((StatusCode::CREATED, Json(admission.into())))
}
