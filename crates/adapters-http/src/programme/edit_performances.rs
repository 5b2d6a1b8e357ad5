#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::{edit_shows::search, staff_view::AdminPerformance};
use crate::{
    http::{
        dates::{read_time, zone_of_dates},
        extract::{Check, IfMatch, Params, Segment, Staff},
        pagination::{PageSize, Table, read_sort},
        problem::{
            ApiError, EditProblems, Fault, NotFound, Problem, QueryProblems, StaffProblems,
            UsualProblems,
        },
        state::App,
        tagged::Tagged,
    },
    openapi::contract,
};
use axum::{Json, extract::State};
use azionelab_application::{
    ports::{Paging, Sorting},
    programme::{PerformanceOrder, PerformanceRow, SeasonQuery},
};
use azionelab_domain::{BookingState, Line, PerformanceId};
use http::StatusCode;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const ORDERS: [(&str, PerformanceOrder); 3] = [
    ("starts_at", PerformanceOrder::StartsAt),
    ("held", PerformanceOrder::Held),
    ("available", PerformanceOrder::Available),
];

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 100 };

const STATES: [BookingState; 5] = [
    BookingState::Open,
    BookingState::NotYetOpen,
    BookingState::Closed,
    BookingState::SoldOut,
    BookingState::Cancelled,
];

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SeasonParams {
    /// Only performances of this show (its id or slug).
    #[param(max_length = 80)]
    show: Option<String>,
    /// Only performances at this venue (its id or slug).
    #[param(max_length = 80)]
    venue: Option<String>,
    /// Only performances that start at this time or later: RFC 3339, or a date in the company's
    /// time zone.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    from: Option<String>,
    /// Only performances that start before this time: RFC 3339, or a date, which counts until its
    /// end.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    to: Option<String>,
    /// `open`, `not_yet_open`, `closed`, `sold_out` or `cancelled`.
    #[param(value_type = Option<crate::http::labels::BookingState>, inline)]
    state: Option<String>,
    /// A text in the title of the show or in the name of the venue.
    #[param(max_length = 100)]
    search: Option<String>,
    /// `starts_at`, `held` or `available`, after a `-` in descending order; by default `starts_at`.
    #[param(value_type = Option<Orders>, inline)]
    sort: Option<String>,
    /// The page size, 1 to 100; by default 20.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<contract::Cursor>, inline)]
    cursor: Option<String>,
}

contract::described!(Orders, contract::order(ORDERS.map(|(name, _)| name)));

impl SeasonParams {
    fn read(self, zone: &TimeZone) -> Result<SeasonQuery, ApiError> {
        let mut check = Check::default();
        let name = |text: &str| Line::<80>::parse(text).map(|name| name.as_str().to_owned());
        let show = check.text("show", self.show.into(), name);
        let venue = check.text("venue", self.venue.into(), name);
        let from = check.text("from", self.from.into(), |text| read_time(text, zone, 0));
        let to = check.text("to", self.to.into(), |text| read_time(text, zone, 1));
        let state = check.text("state", self.state.into(), |text| {
            STATES.into_iter().find(|state| state.as_str() == text).ok_or(Fault::Invalid)
        });
        let search = search(&mut check, self.search);
        let sorting = read_sort(&mut check, self.sort, &ORDERS)
            .unwrap_or(Sorting { by: PerformanceOrder::StartsAt, descending: false });
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        let paging = Paging { sorting, after, limit };
        check.done(Some(SeasonQuery { show, venue, from, to, state, search, paging }))
    }
}

pub(crate) fn tagged((row, now): &(PerformanceRow, Timestamp)) -> Tagged<AdminPerformance> {
    Tagged::new(AdminPerformance::new(row, *now), row.version)
}

/// Lists all performances with their seat counts, including past ones and those of drafts.
#[utoipa::path(
    get,
    path = "/api/v1/admin/performances",
    operation_id = "admin_performances",
    tag = "office",
    security(("session" = [])),
    params(SeasonParams),
    responses(
        (status = 200, body = Table<AdminPerformance>),
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn table(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<SeasonParams>,
) -> Result<Json<Table<AdminPerformance>>, ApiError> {
    let zone = zone_of_dates(&app, [params.from.as_deref(), params.to.as_deref()]).await?;
    let (part, now) =
        app.use_cases.programme.performances.table(&who, &params.read(&zone)?).await?;
    let row = |row| AdminPerformance::new(row, now);
    Ok(Json(Table::page(part.rows.iter().map(row), part.next, part.total)))
}

/// Returns a performance with its seat counts.
#[utoipa::path(
    get,
    path = "/api/v1/admin/performances/{id}",
    operation_id = "admin_performance",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = AdminPerformance),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
) -> Result<Tagged<AdminPerformance>, ApiError> {
    Ok(tagged(&app.use_cases.programme.performances.one(&who, id).await?))
}

/// Deletes a performance that has never had a reservation.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/performances/{id}",
    operation_id = "delete_performance",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        NotFound,
        (status = 409, description = "`has-reservations`", body = Problem, content_type = "application/problem+json"),
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<PerformanceId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    app.carry_out(|use_cases| async move {
        use_cases.programme.remove.execute(&who, id, version).await
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
