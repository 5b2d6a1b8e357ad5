use super::view::CheckedIn;
use crate::{
    http::{
        extract::{Body, Check, Given, Staff, Unknown, parsed, seats},
        language,
        problem::{ApiError, BodyProblems, Fault, Problem, StaffProblems, UsualProblems},
        state::App,
    },
    texts,
};
use axum::{Json, extract::State};
use azionelab_application::door::SeatWalkInRequest;
use azionelab_domain::{ClientRef, MultilineText, PersonName};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// People without a reservation.
#[derive(Deserialize, ToSchema)]
#[schema(as = WalkInRequest)]
pub(crate) struct WalkInBody {
    /// The performance that they are admitted to.
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    performance_id: Given<String>,
    /// The size of the party.
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000)]
    seats: Given<Number>,
    /// The party's name, if somebody asked for it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Given<String>,
    /// The device's own name for this walk-in: 1 to 64 printable ASCII characters. A retry with the
    /// same name seats nobody again.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 64)]
    client_ref: Given<String>,
    /// Why they are admitted outside the door window. Only some roles may do so.
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
        let performance = check.required("performance_id", self.performance_id, |id| parsed(&id));
        let seats = check.required("seats", self.seats, |number| seats(&number));
        let name = check.text("name", self.name, PersonName::parse);
        let client_ref = check.required("client_ref", self.client_ref, |text| {
            ClientRef::parse(&text).map_err(|_| Fault::Invalid)
        });
        let override_reason = check
            .optional("override", self.override_reason, |reason| MultilineText::parse(&reason));
        let read = performance.zip(seats).zip(client_ref);
        let ((performance, seats), client_ref) = check.done(read)?;
        let locale = language::of_visitor(headers);
        let unnamed = || PersonName::parse(&texts::server(locale).walk_in);
        let name = name.unwrap_or_else(|| unnamed().expect("a test parses it"));
        Ok(SeatWalkInRequest { performance, seats, name, locale, client_ref, override_reason })
    }
}

/// Creates a confirmed reservation for people without one and admits them, if seats are left.
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
        (status = 201, description = "Admitted", body = CheckedIn),
        (status = 404, description = "`not-found`: there is no such performance", body = Problem, content_type = "application/problem+json"),
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
