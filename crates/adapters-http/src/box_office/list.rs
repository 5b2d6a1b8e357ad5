#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::view::{AdmittedBy, CheckInRow, ReservationDetail, ReservationRow};
use crate::{
    http::{
        extract::{Check, Given, Params, Segment, Staff},
        labels::ReservationStatus,
        list::List,
        problem::{ApiError, Fault, Problem, StaffProblems, UsualProblems},
        state::App,
        table::Table,
        tagged::Tagged,
    },
    openapi::contract,
};
use axum::{Json, extract::State};
use azionelab_application::box_office::{
    CheckInQuery, ReservationDetail as Detail, ReservationFilter, ReservationOrder,
    ReservationQuery, ReservationSearch, StatusNow,
};
use azionelab_domain::{CheckInId, ReservationId, is_blank};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// By what reservations are sorted.
const ORDERS: [(&str, ReservationOrder); 4] = [
    ("name", ReservationOrder::Name),
    ("booked_at", ReservationOrder::BookedAt),
    ("seats", ReservationOrder::Seats),
    ("starts_at", ReservationOrder::StartsAt),
];

const USUAL_LIMIT: u32 = 50;
const GREATEST_LIMIT: u32 = 200;

/// Which reservations are asked for, and in which order.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReservationParams {
    /// Those for this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// `pending`, `expired`, `confirmed` or `cancelled`, as it is now.
    #[param(value_type = Option<ReservationStatus>, inline)]
    status: Option<String>,
    /// Part of a name, or how a code or an address begins, or digits of a telephone number; fewer
    /// than two characters find nothing.
    search: Option<String>,
    /// `true` for those alone of parties who need something.
    #[param(value_type = Option<bool>)]
    access_needs: Option<String>,
    /// `failed` for those alone whose latest message the mail server refused.
    #[param(value_type = Option<Failed>, inline)]
    delivery: Option<String>,
    /// `name`, `booked_at`, `seats` or `starts_at`, after a `-` the other way round; `-booked_at`
    /// when it is not said.
    #[param(value_type = Option<Orders>, inline)]
    sort: Option<String>,
    /// How many at most, from 1 to 200; 50 when it is not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// The `next_cursor` of the part before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

contract::described!(Orders, contract::order(ORDERS.map(|(name, _)| name)));

contract::described!(Failed, contract::word(["failed"]));

impl ReservationParams {
    /// What is asked for; none when the search is too short to find anything.
    pub(crate) fn read(self) -> Result<Option<ReservationQuery>, ApiError> {
        let mut check = Check::default();
        let performance = check.text("performance", given(self.performance), id);
        let status = check.text("status", given(self.status), |text| {
            StatusNow::ALL.into_iter().find(|status| status.as_str() == text).ok_or(Fault::Invalid)
        });
        let access_needs = check.text("access_needs", given(self.access_needs), |text| {
            text.parse::<bool>().map_err(|_| Fault::Invalid)
        });
        let undelivered = check.text("delivery", given(self.delivery), |text| match text {
            "failed" => Ok(true),
            _ => Err(Fault::Invalid),
        });
        let sort = check.text("sort", given(self.sort), read_sort);
        let limit = check.text("limit", given(self.limit), read_limit).unwrap_or(USUAL_LIMIT);
        let after = check.text("cursor", given(self.cursor), id::<ReservationId>);
        let typed = self.search.filter(|typed| !is_blank(typed));
        let search = typed.as_deref().map(ReservationSearch::parse);
        let (order, descending) = sort.unwrap_or((ReservationOrder::BookedAt, true));
        let filter = ReservationFilter {
            performance,
            status,
            search: search.clone().flatten(),
            access_needs: access_needs.unwrap_or_default(),
            undelivered: undelivered.unwrap_or_default(),
        };
        let query = ReservationQuery { filter, order, descending, after, limit };
        let query = check.done(Some(query))?;
        Ok((search != Some(None)).then_some(query))
    }
}

pub(crate) fn given(text: Option<String>) -> Given<String> {
    text.map_or(Given::Missing, Given::Right)
}

fn id<T: core::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::Invalid)
}

fn read_sort(text: &str) -> Result<(ReservationOrder, bool), Fault> {
    let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    let order = ORDERS.iter().find(|(order, _)| *order == name).ok_or(Fault::Invalid)?;
    Ok((order.1, descending))
}

fn read_limit(text: &str) -> Result<u32, Fault> {
    let fault = Fault::OutOfRange { min: 1, max: i64::from(GREATEST_LIMIT) };
    let limit = text.parse::<i64>().map_err(|_| Fault::Invalid)?;
    u32::try_from(limit).ok().filter(|limit| (1..=GREATEST_LIMIT).contains(limit)).ok_or(fault)
}

/// Reservations, searched, filtered, sorted and a part at a time.
#[utoipa::path(
    get,
    path = "/api/v1/admin/reservations",
    operation_id = "list_reservations",
    tag = "box office",
    security(("session" = [])),
    params(ReservationParams),
    responses(
        (status = 200, body = Table<ReservationRow>),
        (status = 422, description = "`validation`, with `errors`", body = Problem, content_type = "application/problem+json"),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn reservations(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<ReservationParams>,
) -> Result<Json<Table<ReservationRow>>, ApiError> {
    let browse = &app.use_cases.box_office.browse;
    let Some(query) = params.read()? else {
        return Ok(Json(Table { items: Vec::new(), next_cursor: None, total: 0 }));
    };
    let page = browse.page(&who, query).await?;
    let row = |entry| ReservationRow::new(entry, page.seen_at);
    Ok(Json(Table {
        items: page.entries.iter().map(row).collect(),
        next_cursor: page.next.map(|id| id.to_string()),
        total: page.total,
    }))
}

/// Everything stored of a reservation, with its check-ins, its mail and its history.
#[utoipa::path(
    get,
    path = "/api/v1/admin/reservations/{id}",
    operation_id = "see_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn detail(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ReservationId>,
) -> Result<Tagged<ReservationDetail>, ApiError> {
    Ok(tagged(app.use_cases.box_office.view.execute(&who, id).await?))
}

/// A reservation with its version.
pub(crate) fn tagged(detail: Detail) -> Tagged<ReservationDetail> {
    let version = detail.entry.version;
    Tagged::new(detail.into(), version)
}

/// Which check-ins are asked for.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CheckInParams {
    /// Those at this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// Those by this member of staff.
    #[param(value_type = Option<Uuid>)]
    by: Option<String>,
    /// `true` for those that were taken back, `false` for the others.
    #[param(value_type = Option<bool>)]
    undone: Option<String>,
    /// How many at most, from 1 to 200; 50 when it is not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// The `next_cursor` of the part before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

impl CheckInParams {
    fn read(self) -> Result<CheckInQuery, ApiError> {
        let mut check = Check::default();
        let performance = check.text("performance", given(self.performance), id);
        let by = check.text("by", given(self.by), id);
        let undone = check.text("undone", given(self.undone), |text| {
            text.parse::<bool>().map_err(|_| Fault::Invalid)
        });
        let limit = check.text("limit", given(self.limit), read_limit).unwrap_or(USUAL_LIMIT);
        let after = check.text("cursor", given(self.cursor), id::<CheckInId>);
        let query = CheckInQuery { performance, reservation: None, by, undone, after, limit };
        check.done(Some(query))
    }
}

/// Who was let in when and by whom, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/admin/check-ins",
    operation_id = "list_check_ins",
    tag = "box office",
    security(("session" = [])),
    params(CheckInParams),
    responses(
        (status = 200, body = List<CheckInRow>),
        (status = 422, description = "`validation`, with `errors`", body = Problem, content_type = "application/problem+json"),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn check_ins(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<CheckInParams>,
) -> Result<Json<List<CheckInRow>>, ApiError> {
    let query = params.read()?;
    let (records, next) = app.use_cases.box_office.browse.check_ins(&who, query).await?;
    Ok(Json(List {
        items: records.into_iter().map(CheckInRow::from).collect(),
        next_cursor: next.map(|id| id.to_string()),
    }))
}

/// Everybody who has ever let somebody in: whose check-ins can be asked for.
#[utoipa::path(
    get,
    path = "/api/v1/admin/check-ins/people",
    operation_id = "who_has_let_in",
    tag = "box office",
    security(("session" = [])),
    responses((status = 200, description = "By name", body = List<AdmittedBy>), StaffProblems, UsualProblems)
)]
pub(crate) async fn check_in_staff(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<List<AdmittedBy>>, ApiError> {
    let people = app.use_cases.box_office.browse.check_in_staff(&who).await?;
    Ok(Json(people.into_iter().map(AdmittedBy::from).collect()))
}
