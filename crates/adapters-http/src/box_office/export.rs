#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::{csv, list::ReservationParams};
use crate::{
    http::{
        extract::{Check, Params, Segment, Staff},
        language,
        problem::{
            ApiError, Fault, NotFound, Problem, QueryProblems, StaffProblems, UsualProblems,
        },
        state::App,
    },
    openapi::contract,
    texts,
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::{
    accounts::StaffMember,
    box_office::{ReservationOrder, ReservationQuery},
    door::DoorSheetOrder,
    programme::Listing,
};
use azionelab_domain::{Locale, PerformanceId};
use futures_util::stream::try_unfold;
use http::{HeaderMap, header};
use serde::Deserialize;
use std::{io, sync::Arc};
use utoipa::IntoParams;

/// Exports the matching reservations as CSV in UTF-8. No cell is a formula.
#[utoipa::path(
    get,
    path = "/api/v1/admin/reservations.csv",
    operation_id = "export_reservations",
    tag = "box office",
    security(("session" = [])),
    params(ReservationParams),
    responses(
        (status = 200, description = "The CSV file", body = String, content_type = "text/csv"),
        (status = 404, description = "`not-found`: there is no such performance", body = Problem, content_type = "application/problem+json"),
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn export(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<ReservationParams>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let query = params.read()?.ok_or_else(|| ApiError::field("search", Fault::Invalid))?;
    table(app, &who, query, language::of_visitor(&headers)).await
}

/// Exports all reservations for a performance as CSV, by name.
#[utoipa::path(
    get,
    path = "/api/v1/admin/performances/{id}/reservations.csv",
    operation_id = "export_house",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, description = "The CSV file", body = String, content_type = "text/csv"),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn export_house(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(performance): Segment<PerformanceId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let mut query = ReservationQuery { order: ReservationOrder::Name, ..Default::default() };
    query.filter.performance = Some(performance);
    table(app, &who, query, language::of_visitor(&headers)).await
}

/// Streams the file: only one page of rows is in memory at a time.
async fn table(
    app: Arc<App>,
    who: &StaffMember,
    query: ReservationQuery,
    locale: Locale,
) -> Result<Response, ApiError> {
    let listing = app.use_cases.box_office.browse.begin_export(who, &query).await?;
    let begun = (app, Some(query), csv::heading(locale));
    let rows = try_unfold(begun, move |(app, query, written)| async move {
        let Some(query) = query else {
            let rest = (!written.is_empty()).then_some(written);
            return Ok(rest.map(|rest| (Bytes::from(rest), (app, None, Vec::new()))));
        };
        let entries = app.use_cases.box_office.browse.export(query.clone()).await;
        // The answer has begun, so an error can only break it off.
        let entries = entries.map_err(|error| {
            let _ = ApiError::from(error);
            io::Error::other("a part of the table can't be read")
        })?;
        let next = entries
            .last()
            .map(|last| ReservationQuery { after: Some(last.reservation.id), ..query });
        let mut written = written;
        written.extend(csv::rows(&entries, locale));
        Ok::<_, io::Error>(Some((Bytes::from(written), (app, next, Vec::new()))))
    });
    let name = &texts::server(locale).csv.file;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, saved_as(name, listing.as_ref(), "csv")),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
}

/// The file name contains the date and the show, so that files are easy to tell apart.
fn saved_as(name: &str, of: Option<&Listing>, extension: &str) -> String {
    let which = of.map(|listing| {
        let start = listing.performance().starts_at.to_zoned(listing.venue.time_zone.clone());
        format!("-{}-{}", start.date(), listing.entry.show.slug)
    });
    format!("attachment; filename=\"{name}{}.{extension}\"", which.unwrap_or_default())
}

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DoorListParams {
    /// `name`: by the name as typed; `surname`: the surname is printed first. By default `name`.
    #[param(value_type = Option<Orders>, inline)]
    sort: Option<String>,
}

contract::described!(Orders, contract::word(["name", "surname"]));

impl DoorListParams {
    fn read(self) -> Result<DoorSheetOrder, ApiError> {
        let mut check = Check::default();
        let order = check.text("sort", self.sort.into(), |text| match text {
            "name" => Ok(DoorSheetOrder::Name),
            "surname" => Ok(DoorSheetOrder::Surname),
            _ => Err(Fault::Invalid),
        });
        check.done(Some(order.unwrap_or_default()))
    }
}

/// Returns the door list of a performance as PDF.
#[utoipa::path(
    get,
    path = "/api/v1/admin/performances/{id}/door-list.pdf",
    operation_id = "print_door_list",
    tag = "box office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The performance"), DoorListParams),
    responses(
        (status = 200, description = "The door list, A4", body = Vec<u8>, content_type = "application/pdf"),
        NotFound,
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn door_list(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(performance): Segment<PerformanceId>,
    Params(params): Params<DoorListParams>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let order = params.read()?;
    let locale = language::of_visitor(&headers);
    let (listing, pdf) = app.use_cases.door.see.print(&who, performance, order, locale).await?;
    let name = &texts::door_list(locale).file;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, saved_as(name, Some(&listing), "pdf")),
    ];
    Ok((headers, pdf).into_response())
}
