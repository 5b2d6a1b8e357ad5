#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::view::{AdmittedBy, CheckInRow, ReservationDetail, ReservationRow};
use crate::{
    http::{
        extract::{Check, Params, Segment, Staff, parsed},
        labels::ReservationStatus,
        pagination::{List, PageSize, Table, read_sort},
        problem::{ApiError, Fault, NotFound, QueryProblems, StaffProblems, UsualProblems},
        state::App,
        tagged::Tagged,
    },
    openapi::contract,
};
use axum::{Json, extract::State};
use azionelab_application::{
    box_office::{
        CheckInQuery, ReservationDetail as Detail, ReservationFilter, ReservationOrder,
        ReservationQuery, ReservationSearch,
    },
    ports::Sorting,
};
use azionelab_domain::{ReservationId, is_blank};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const ORDERS: [(&str, ReservationOrder); 4] = [
    ("name", ReservationOrder::Name),
    ("booked_at", ReservationOrder::BookedAt),
    ("seats", ReservationOrder::Seats),
    ("starts_at", ReservationOrder::StartsAt),
];

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 200 };

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReservationParams {
    /// Only reservations for this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// `pending`, `expired`, `confirmed` or `cancelled`: the status now.
    #[param(value_type = Option<ReservationStatus>, inline)]
    status: Option<String>,
    /// Part of a name, the beginning of a code or address, or digits of a phone number. A search
    /// with fewer than two characters finds nothing.
    search: Option<String>,
    /// `true`: only parties with access needs.
    #[param(value_type = Option<bool>)]
    access_needs: Option<String>,
    /// `failed`: only reservations whose latest message the mail server refused.
    #[param(value_type = Option<Failed>, inline)]
    delivery: Option<String>,
    /// `name`, `booked_at`, `seats` or `starts_at`, after a `-` in descending order; by default
    /// `-booked_at`.
    #[param(value_type = Option<Orders>, inline)]
    sort: Option<String>,
    /// The page size, 1 to 200; by default 50.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

contract::described!(Orders, contract::order(ORDERS.map(|(name, _)| name)));

contract::described!(Failed, contract::word(["failed"]));

impl ReservationParams {
    /// Returns `None` if the search is too short to find anything.
    pub(crate) fn read(self) -> Result<Option<ReservationQuery>, ApiError> {
        let mut check = Check::default();
        let performance = check.text("performance", self.performance.into(), parsed);
        let status = check.text("status", self.status.into(), parsed);
        let access_needs = check.text("access_needs", self.access_needs.into(), parsed);
        let undelivered = check.text("delivery", self.delivery.into(), |text| match text {
            "failed" => Ok(true),
            _ => Err(Fault::Invalid),
        });
        let Sorting { by: order, descending } = read_sort(&mut check, self.sort, &ORDERS)
            .unwrap_or(Sorting { by: ReservationOrder::BookedAt, descending: true });
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        let typed = self.search.filter(|typed| !is_blank(typed));
        let search = typed.as_deref().map(ReservationSearch::parse);
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

/// Searches, filters and sorts reservations, one page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/admin/reservations",
    operation_id = "list_reservations",
    tag = "box office",
    security(("session" = [])),
    params(ReservationParams),
    responses(
        (status = 200, body = Table<ReservationRow>),
        QueryProblems,
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
        return Ok(Json(Table::page([], None::<ReservationId>, 0)));
    };
    let page = browse.page(&who, query).await?;
    let row = |entry| ReservationRow::new(entry, page.seen_at);
    Ok(Json(Table::page(page.entries.iter().map(row), page.next, page.total)))
}

/// Returns everything that is stored about a reservation, with its check-ins, mail and history.
#[utoipa::path(
    get,
    path = "/api/v1/admin/reservations/{id}",
    operation_id = "see_reservation",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The reservation")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = ReservationDetail),
        NotFound,
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

pub(crate) fn tagged(detail: Detail) -> Tagged<ReservationDetail> {
    let version = detail.entry.version;
    Tagged::new(detail.into(), version)
}

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CheckInParams {
    /// Only check-ins for this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// Only check-ins by this member of staff.
    #[param(value_type = Option<Uuid>)]
    by: Option<String>,
    /// `true`: only check-ins that were undone; `false`: only the others.
    #[param(value_type = Option<bool>)]
    undone: Option<String>,
    /// The page size, 1 to 200; by default 50.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

impl CheckInParams {
    fn read(self) -> Result<CheckInQuery, ApiError> {
        let mut check = Check::default();
        let performance = check.text("performance", self.performance.into(), parsed);
        let by = check.text("by", self.by.into(), parsed);
        let undone = check.text("undone", self.undone.into(), parsed);
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        let query = CheckInQuery { performance, reservation: None, by, undone, after, limit };
        check.done(Some(query))
    }
}

/// Lists check-ins, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/admin/check-ins",
    operation_id = "list_check_ins",
    tag = "box office",
    security(("session" = [])),
    params(CheckInParams),
    responses(
        (status = 200, body = List<CheckInRow>),
        QueryProblems,
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
    Ok(Json(List::page(records.into_iter().map(CheckInRow::from), next)))
}

/// Lists everybody who has made a check-in, for filtering check-ins.
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
