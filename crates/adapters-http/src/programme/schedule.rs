use super::{
    change_performance::{instant, seats_of_a_house},
    staff_view::AdminPerformance,
};
use crate::http::{
    extract::{Body, Check, Given, Staff, Unknown, parsed, whole},
    pagination::List,
    problem::{ApiError, BodyProblems, Fault, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_application::programme::ScheduleRequest;
use azionelab_domain::{LocalTime, Seating};
use http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// The maximum number of performances in one request.
const MAX_DATES: usize = 200;

/// The performances to schedule.
#[derive(Deserialize, ToSchema)]
#[schema(as = ScheduleRequest)]
pub(crate) struct ScheduleBody {
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    show_id: Given<String>,
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    venue_id: Given<String>,
    /// The start of each performance as local time at the venue, 1 to 200 of them. A time that
    /// occurs twice, because the clocks are put back, needs its offset from UTC:
    /// `2026-10-25T02:30+02:00`.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required, example = json!(["2026-03-28T20:30"]))]
    starts: Given<Vec<String>>,
    /// How many minutes before the start the audience is admitted.
    #[serde(default)]
    #[schema(value_type = u16, required, maximum = 600)]
    doors_minutes_before: Given<Number>,
    /// When booking opens; by default at once.
    #[serde(default)]
    #[schema(value_type = Option<crate::http::time::Time>)]
    opens_at: Given<String>,
    /// How many minutes before the start booking closes.
    #[serde(default)]
    #[schema(value_type = u16, required, maximum = 10_080)]
    closes_minutes_before: Given<Number>,
    /// The seats of the room.
    #[serde(default)]
    #[schema(value_type = u32, required, maximum = 100_000)]
    capacity: Given<Number>,
    /// The seats that are blocked by hand; by default 0.
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    occupied: Given<Number>,
    /// The seats that are added; by default 0.
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    extra: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ScheduleBody {
    fn read(self) -> Result<ScheduleRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let show = check.required("show_id", self.show_id, |id| parsed(&id));
        let venue = check.required("venue_id", self.venue_id, |id| parsed(&id));
        let starts = check.required("starts", self.starts, Ok::<_, Fault>);
        let starts = starts.map(|starts| read_starts(&mut check, &starts));
        let doors = check.required("doors_minutes_before", self.doors_minutes_before, |number| {
            whole(&number, 0, 600).map(SignedDuration::from_mins)
        });
        let opens_at = check.optional("opens_at", self.opens_at, |text| instant(&text));
        let closes =
            check.required("closes_minutes_before", self.closes_minutes_before, |number| {
                whole(&number, 0, 10_080).map(SignedDuration::from_mins)
            });
        let capacity = check.required("capacity", self.capacity, seats_of_a_house);
        let occupied = check.optional("occupied", self.occupied, seats_of_a_house);
        let extra = check.optional("extra", self.extra, seats_of_a_house);
        let request = show.zip(venue).zip(starts).zip(doors).zip(closes).zip(capacity);
        let request =
            request.map(|(((((show, venue), starts), doors_before), closes_before), capacity)| {
                ScheduleRequest {
                    show,
                    venue,
                    starts,
                    doors_before,
                    opens_at,
                    closes_before,
                    seating: Seating {
                        capacity,
                        occupied: occupied.unwrap_or_default(),
                        extra: extra.unwrap_or_default(),
                    },
                }
            });
        check.done(request)
    }
}

fn read_starts(check: &mut Check, starts: &[String]) -> Vec<LocalTime> {
    if !(1..=MAX_DATES).contains(&starts.len()) {
        let max = i64::try_from(MAX_DATES).unwrap_or(i64::MAX);
        check.note("starts", Fault::OutOfRange { min: 1, max });
        return Vec::new();
    }
    let mut read = Vec::with_capacity(starts.len());
    for (place, text) in starts.iter().enumerate() {
        match LocalTime::parse(text) {
            Ok(start) => read.push(start),
            Err(_) => check.note(format!("starts[{place}]"), Fault::Invalid),
        }
    }
    read
}

/// Schedules performances of a show: all of them, or none if one is invalid.
#[utoipa::path(
    post,
    path = "/api/v1/admin/performances",
    operation_id = "schedule_performances",
    tag = "office",
    security(("session" = [])),
    request_body = ScheduleBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Scheduled, by start", body = List<AdminPerformance>),
    )
)]
pub(crate) async fn schedule(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<ScheduleBody>,
) -> Result<(StatusCode, Json<List<AdminPerformance>>), ApiError> {
    let request = body.read()?;
    let (scheduled, now) = app
        .carry_out(
            |use_cases| async move { use_cases.programme.schedule.execute(&who, request).await },
        )
        .await?;
    let items = scheduled.iter().map(|row| AdminPerformance::new(row, now)).collect();
    Ok((StatusCode::CREATED, Json(items)))
}
