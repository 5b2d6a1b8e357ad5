#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::performance_view::Performance;
use crate::{
    http::{
        dates::{read_time, zone_of_dates},
        extract::{Check, Params, Segment},
        pagination::{List, PageSize},
        problem::{ApiError, Fault, NotFound, QueryProblems, UsualProblems},
        public::Public,
        state::App,
    },
    openapi::contract,
};
use axum::extract::State;
use azionelab_application::programme::{Listing, PerformanceQuery, Position};
use azionelab_domain::{PerformanceId, Slug};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 100 };

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PerformanceParams {
    /// Only performances that start at this time or later: RFC 3339, or a date in the company's
    /// time zone. By default the present time.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    from: Option<String>,
    /// Only performances that start before this time: RFC 3339, or a date, which counts until its
    /// end.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    to: Option<String>,
    /// Only performances of this show (its slug).
    #[param(value_type = Option<contract::Slug>, inline)]
    show: Option<String>,
    /// Only performances at this venue (its slug).
    #[param(value_type = Option<contract::Slug>, inline)]
    venue: Option<String>,
    /// The page size, 1 to 100; by default 20.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(pattern = "^[A-Za-z0-9_-]{32}$")]
    cursor: Option<String>,
}

impl PerformanceParams {
    fn read(self, zone: &TimeZone) -> Result<PerformanceQuery, ApiError> {
        let mut check = Check::default();
        let from = check.text("from", self.from.into(), |text| read_time(text, zone, 0));
        let to = check.text("to", self.to.into(), |text| read_time(text, zone, 1));
        let slug = |text: &str| Slug::parse(text).map_err(|_| Fault::Invalid);
        let show = check.text("show", self.show.into(), slug);
        let venue = check.text("venue", self.venue.into(), slug);
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        let query = PerformanceQuery { from, to, show, venue, after, limit };
        check.done(Some(query))
    }
}

/// Lists the performances of published shows by start, including cancelled ones.
#[utoipa::path(
    get,
    path = "/api/v1/performances",
    tag = "programme",
    params(PerformanceParams),
    responses(
        (status = 200, body = List<Performance>),
        QueryProblems,
        UsualProblems,
    )
)]
pub(crate) async fn performances(
    State(app): State<Arc<App>>,
    Params(params): Params<PerformanceParams>,
) -> Result<Public<List<Performance>>, ApiError> {
    let browse = &app.use_cases.programme.browse;
    let zone = zone_of_dates(&app, [params.from.as_deref(), params.to.as_deref()]).await?;
    Ok(Public(part(&browse.performances(params.read(&zone)?).await?)))
}

pub(crate) fn part(
    (listings, next, now): &(Vec<Listing>, Option<Position>, Timestamp),
) -> List<Performance> {
    let performance = |listing| Performance::new(listing, *now);
    List::page(listings.iter().map(performance), *next)
}

/// Returns a performance of a published show.
#[utoipa::path(
    get,
    path = "/api/v1/performances/{id}",
    tag = "programme",
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, body = Performance),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn performance(
    State(app): State<Arc<App>>,
    Segment(id): Segment<PerformanceId>,
) -> Result<Public<Performance>, ApiError> {
    let (listing, now) = app.use_cases.programme.browse.performance(id).await?;
    Ok(Public(Performance::new(&listing, now)))
}

/// Get other performances of the same show.
///
/// Returns the coming performances of the show without this one, including cancelled ones: bookable
/// ones first, then by start, at most 20.
#[utoipa::path(
    get,
    path = "/api/v1/performances/{id}/other-dates",
    tag = "programme",
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, body = List<Performance>),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn other_dates(
    State(app): State<Arc<App>>,
    Segment(id): Segment<PerformanceId>,
) -> Result<Public<List<Performance>>, ApiError> {
    let browse = &app.use_cases.programme.browse;
    let (listing, _) = browse.performance(id).await?;
    Ok(Public(others(&browse.other_dates(&listing).await?)))
}

pub(crate) fn others((listings, now): &(Vec<Listing>, Timestamp)) -> List<Performance> {
    listings.iter().map(|listing| Performance::new(listing, *now)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_errors_of_a_query_are_reported_together() {
        let params = PerformanceParams {
            from: Some("x".into()),
            show: Some("Not A Slug".into()),
            limit: Some("0".into()),
            cursor: Some("?".into()),
            ..PerformanceParams::default()
        };
        let Err(ApiError::Validation(faults)) = params.read(&TimeZone::UTC) else {
            panic!("the query was accepted")
        };
        let fields = faults.iter().map(|fault| fault.field.as_ref()).collect::<Vec<_>>();
        assert_eq!(fields, ["from", "show", "limit", "cursor"]);
    }
}
