#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::performance_view::Performance;
use crate::{
    http::{
        extract::{Check, Params, Segment},
        pagination::{List, PageSize},
        problem::{ApiError, Fault, Problem, UsualProblems},
        public::Public,
        state::App,
    },
    openapi::contract,
};
use axum::extract::State;
use azionelab_application::programme::{Listing, PerformanceQuery, Position};
use azionelab_domain::{PerformanceId, Slug};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 100 };

/// Which performances are asked for.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PerformanceParams {
    /// Those that start at this time or later: RFC 3339, or a date in the company's own zone.
    /// Without it, from now on.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    from: Option<String>,
    /// Those that start before this time; a date counts until its end.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    to: Option<String>,
    /// Those of this show (its slug).
    #[param(value_type = Option<contract::Slug>, inline)]
    show: Option<String>,
    /// Those at this venue (its slug).
    #[param(value_type = Option<contract::Slug>, inline)]
    venue: Option<String>,
    /// How many at most, from 1 to 100; 20 when it is not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the part before.
    #[param(pattern = "^[A-Za-z0-9_-]{32}$")]
    cursor: Option<String>,
}

impl PerformanceParams {
    /// Whether a zone has to be known to read it.
    fn has_dates(&self) -> bool {
        [&self.from, &self.to].into_iter().flatten().any(|time| is_date(time))
    }

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

/// Whether a text is a date, which only a zone makes a time.
pub(crate) fn is_date(text: &str) -> bool {
    text.parse::<Date>().is_ok()
}

/// Reads a time, or a date as the midnight that begins the day `days` later.
pub(crate) fn read_time(text: &str, zone: &TimeZone, days: i64) -> Result<Timestamp, Fault> {
    let midnight = |date: Date| {
        let day = date.checked_add(days.days())?.to_zoned(zone.clone())?;
        day.start_of_day().map(|day| day.timestamp())
    };
    match (text.len(), text.parse::<Date>()) {
        // A whole time begins with a date as well.
        (10, Ok(date)) => midnight(date).map_err(|_| Fault::Invalid),
        _ => text.parse().map_err(|_| Fault::Invalid),
    }
}

/// Performances of published shows by start, cancelled ones included.
#[utoipa::path(
    get,
    path = "/api/v1/performances",
    tag = "programme",
    params(PerformanceParams),
    responses(
        (status = 200, body = List<Performance>),
        (status = 422, description = "`validation`, with `errors`", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn performances(
    State(app): State<Arc<App>>,
    Params(params): Params<PerformanceParams>,
) -> Result<Public<List<Performance>>, ApiError> {
    let browse = &app.use_cases.programme.browse;
    let zone = if params.has_dates() { browse.site().await?.time_zone } else { TimeZone::UTC };
    Ok(Public(part(&browse.performances(params.read(&zone)?).await?)))
}

/// A part of the list, seen at a time, with the place where the next one starts.
pub(crate) fn part(
    (listings, next, now): &(Vec<Listing>, Option<Position>, Timestamp),
) -> List<Performance> {
    let performance = |listing| Performance::new(listing, *now);
    List::page(listings.iter().map(performance), *next)
}

/// A performance of a published show.
#[utoipa::path(
    get,
    path = "/api/v1/performances/{id}",
    tag = "programme",
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, body = Performance),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-10-24T19:00:00Z", 0, Ok("2026-10-24T19:00:00Z"))]
    #[case("2026-10-24T21:00:00+02:00", 1, Ok("2026-10-24T19:00:00Z"))]
    #[case("2026-10-25", 0, Ok("2026-10-24T22:00:00Z"))]
    // The clocks go back on this day.
    #[case("2026-10-25", 1, Ok("2026-10-25T23:00:00Z"))]
    #[case("2026-10-24T19:00:00", 0, Err(Fault::Invalid))]
    #[case("2026-13-01", 0, Err(Fault::Invalid))]
    #[case("tonight", 0, Err(Fault::Invalid))]
    #[case("9999-12-31", 1, Err(Fault::Invalid))]
    fn a_date_is_a_day_of_the_company(
        #[case] typed: &str,
        #[case] days: i64,
        #[case] read: Result<&str, Fault>,
    ) {
        let rome = TimeZone::get("Europe/Rome").unwrap();
        let read = read.map(|time| time.parse::<Timestamp>().unwrap());
        assert_eq!(read_time(typed, &rome, days), read);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let params = PerformanceParams {
            from: Some("x".into()),
            show: Some("Not A Slug".into()),
            limit: Some("0".into()),
            cursor: Some("?".into()),
            ..PerformanceParams::default()
        };
        let Err(ApiError::Validation(faults)) = params.read(&TimeZone::UTC) else {
            panic!("it was taken")
        };
        let fields = faults.iter().map(|fault| fault.field.as_ref()).collect::<Vec<_>>();
        assert_eq!(fields, ["from", "show", "limit", "cursor"]);
    }
}
