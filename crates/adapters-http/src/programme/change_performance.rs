use super::{
    edit_performances::tagged,
    staff_view::{AdminPerformance, Consequences},
};
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Segment, Staff, Unknown, whole},
    problem::{
        ApiError, BodyProblems, EditProblems, Fault, NotFound, Problem, StaffProblems,
        UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::{Json, extract::State};
use azionelab_application::{UseCases, programme::Proposal};
use azionelab_domain::{Arrangement, LocalTime, MultilineText, PerformanceId, Seating};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// Accepts only years in which a theatre plans performances.
pub(crate) fn instant(text: &str) -> Result<Timestamp, Fault> {
    let at = text.trim().parse::<Timestamp>().map_err(|_| Fault::Invalid)?;
    let year = TimeZone::UTC.to_datetime(at).year();
    if (1970..3000).contains(&year) { Ok(at) } else { Err(Fault::Invalid) }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature that `Check` calls")]
pub(crate) fn seats_of_a_house(number: Number) -> Result<u32, Fault> {
    whole(&number, 0, 100_000)
}

fn local_time(text: &str) -> Result<LocalTime, Fault> {
    LocalTime::parse(text.trim()).map_err(|_| Fault::Invalid)
}

/// The times and seats of a performance, except its start.
#[derive(Deserialize, ToSchema)]
#[schema(as = ArrangementRequest)]
pub(crate) struct ArrangementBody {
    /// When the audience is admitted; not after the start.
    #[serde(default)]
    #[schema(value_type = crate::http::time::Time, required)]
    doors_at: Given<String>,
    /// When booking opens.
    #[serde(default)]
    #[schema(value_type = crate::http::time::Time, required)]
    opens_at: Given<String>,
    /// When booking closes: after it opens, and not after the start.
    #[serde(default)]
    #[schema(value_type = crate::http::time::Time, required)]
    closes_at: Given<String>,
    /// The seats of the room.
    #[serde(default)]
    #[schema(value_type = u32, required, maximum = 100_000)]
    capacity: Given<Number>,
    /// The seats that are blocked by hand.
    #[serde(default)]
    #[schema(value_type = u32, required, maximum = 100_000)]
    occupied: Given<Number>,
    /// The seats that are added while booking is open.
    #[serde(default)]
    #[schema(value_type = u32, required, maximum = 100_000)]
    extra: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ArrangementBody {
    fn read(self) -> Result<Arrangement, ApiError> {
        let mut check = Check::new(self.unknown);
        let doors_at = check.required("doors_at", self.doors_at, |text| instant(&text));
        let opens_at = check.required("opens_at", self.opens_at, |text| instant(&text));
        let closes_at = check.required("closes_at", self.closes_at, |text| instant(&text));
        let capacity = check.required("capacity", self.capacity, seats_of_a_house);
        let occupied = check.required("occupied", self.occupied, seats_of_a_house);
        let extra = check.required("extra", self.extra, seats_of_a_house);
        let seating = capacity
            .zip(occupied)
            .zip(extra)
            .map(|((capacity, occupied), extra)| Seating { capacity, occupied, extra });
        let arrangement = doors_at.zip(opens_at).zip(closes_at).zip(seating).map(
            |(((doors_at, opens_at), closes_at), seating)| Arrangement {
                doors_at,
                opens_at,
                closes_at,
                seating,
            },
        );
        check.done(arrangement)
    }
}

/// Changes the seats of a performance, when the audience is admitted, and when booking opens and
/// closes.
///
/// Nobody loses a confirmed seat: if there are fewer seats than reservations hold, the performance
/// is overbooked until seats are given back.
#[utoipa::path(
    put,
    path = "/api/v1/admin/performances/{id}",
    operation_id = "rearrange_performance",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), IfMatch),
    request_body = ArrangementBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Saved; with its version as `ETag`", body = AdminPerformance),
        NotFound,
        (status = 409, description = "`performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn rearrange(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ArrangementBody>,
) -> Result<Tagged<AdminPerformance>, ApiError> {
    let arrangement = body.read()?;
    let rearranging = |use_cases: Arc<UseCases>| async move {
        use_cases.programme.rearrange.execute(&who, id, version, arrangement).await
    };
    Ok(tagged(&app.carry_out(rearranging).await?))
}

/// The new start of a performance.
#[derive(Deserialize, ToSchema)]
#[schema(as = RescheduleRequest)]
pub(crate) struct RescheduleBody {
    /// The local time at the venue.
    #[serde(default)]
    #[schema(value_type = String, required, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", example = "2026-03-28T20:30")]
    starts_local: Given<String>,
    /// The reason, for the audit.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    reason: Given<String>,
    /// A message in the mail to the guests, as plain text in their language.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    message: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Reschedules a performance.
///
/// The doors and the closing of booking keep their distance from the start. Everybody who holds
/// seats gets a mail. It replaces a mail about an earlier date that is not sent yet.
#[utoipa::path(
    post,
    path = "/api/v1/admin/performances/{id}/move",
    operation_id = "reschedule_performance",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), IfMatch),
    request_body = RescheduleBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Rescheduled; with its version as `ETag`", body = AdminPerformance),
        NotFound,
        (status = 409, description = "`performance-cancelled`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn reschedule(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    IfMatch(version): IfMatch,
    Body(body): Body<RescheduleBody>,
) -> Result<Tagged<AdminPerformance>, ApiError> {
    let mut check = Check::new(body.unknown);
    let starts = check.required("starts_local", body.starts_local, |text| local_time(&text));
    let reason = check.text("reason", body.reason, MultilineText::parse);
    let message = check.text("message", body.message, MultilineText::parse);
    let starts = check.done(starts)?;
    let rescheduling = |use_cases: Arc<UseCases>| async move {
        use_cases.programme.reschedule.execute(&who, id, version, starts, reason, message).await
    };
    Ok(tagged(&app.carry_out(rescheduling).await?))
}

/// The reason for a cancellation.
#[derive(Deserialize, ToSchema)]
#[schema(as = PerformanceCancelRequest)]
pub(crate) struct CancelBody {
    /// The reason, for the audit.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 1000)]
    reason: Given<String>,
    /// A message in the mail to the guests, as plain text in their language.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    message: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Cancels a performance.
///
/// Everybody who holds seats gets a mail. Repeating the request changes nothing and sends nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/performances/{id}/cancel",
    operation_id = "cancel_performance",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), IfMatch),
    request_body = CancelBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Cancelled; with its version as `ETag`", body = AdminPerformance),
        NotFound,
    )
)]
pub(crate) async fn cancel(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    IfMatch(version): IfMatch,
    Body(body): Body<CancelBody>,
) -> Result<Tagged<AdminPerformance>, ApiError> {
    let mut check = Check::new(body.unknown);
    let reason = check.required("reason", body.reason, |text| MultilineText::parse(&text));
    let message = check.text("message", body.message, MultilineText::parse);
    let reason = check.done(reason)?;
    let cancelling = |use_cases: Arc<UseCases>| async move {
        use_cases.programme.cancel.execute(&who, id, version, reason, message).await
    };
    Ok(tagged(&app.carry_out(cancelling).await?))
}

/// A change under consideration. At least one field is required.
#[derive(Deserialize, ToSchema)]
#[schema(as = ProposalRequest)]
pub(crate) struct ProposalBody {
    /// A new start, as local time at the venue.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", example = "2026-03-28T20:30")]
    starts_local: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    capacity: Given<Number>,
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    occupied: Given<Number>,
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    extra: Given<Number>,
    /// `true` to cancel the performance.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    cancel: Given<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ProposalBody {
    fn read(self) -> Result<Proposal, ApiError> {
        let mut check = Check::new(self.unknown);
        if matches!(
            (&self.starts_local, &self.capacity, &self.occupied, &self.extra, &self.cancel),
            (Given::Missing, Given::Missing, Given::Missing, Given::Missing, Given::Missing)
        ) {
            check.note("body", Fault::Required);
        }
        let starts = check.optional("starts_local", self.starts_local, |text| local_time(&text));
        let capacity = check.optional("capacity", self.capacity, seats_of_a_house);
        let occupied = check.optional("occupied", self.occupied, seats_of_a_house);
        let extra = check.optional("extra", self.extra, seats_of_a_house);
        let cancel = check.optional("cancel", self.cancel, Ok::<_, Fault>).unwrap_or_default();
        check.done(Some(Proposal { starts, capacity, occupied, extra, cancel }))
    }
}

/// Returns how a change would affect seats and guests.
///
/// It changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/performances/{id}/consequences",
    operation_id = "performance_consequences",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance")),
    request_body = ProposalBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = Consequences),
        NotFound,
    )
)]
pub(crate) async fn consequences(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    Body(body): Body<ProposalBody>,
) -> Result<Json<Consequences>, ApiError> {
    let proposal = body.read()?;
    Ok(Json(app.use_cases.programme.performances.consequences(&who, id, proposal).await?.into()))
}
