#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::performance_view::Performance;
use crate::{
    http::{
        extract::{Check, Given, Params, Segment},
        list::List,
        problem::{ApiError, Fault, Problem, UsualProblems},
        public::Public,
        state::App,
    },
    openapi::contract,
};
use axum::extract::State;
use azionelab_application::programme::{Listing, PerformanceQuery, Position};
use azionelab_domain::{PerformanceId, Slug};
use base64ct::{Base64UrlUnpadded, Encoding};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;
use uuid::Uuid;

const USUAL_LIMIT: u32 = 20;
const GREATEST_LIMIT: u32 = 100;

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
        let given = |text: Option<String>| text.map_or(Given::Missing, Given::Right);
        let from = check.text("from", given(self.from), |text| read_time(text, zone, 0));
        let to = check.text("to", given(self.to), |text| read_time(text, zone, 1));
        let slug = |text: &str| Slug::parse(text).map_err(|_| Fault::Invalid);
        let show = check.text("show", given(self.show), slug);
        let venue = check.text("venue", given(self.venue), slug);
        let limit = check.text("limit", given(self.limit), read_limit).unwrap_or(USUAL_LIMIT);
        let after = check.text("cursor", given(self.cursor), read_cursor);
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

pub(crate) fn read_limit(text: &str) -> Result<u32, Fault> {
    let fault = Fault::OutOfRange { min: 1, max: i64::from(GREATEST_LIMIT) };
    let limit = text.parse::<i64>().map_err(|_| Fault::Invalid)?;
    u32::try_from(limit).ok().filter(|limit| (1..=GREATEST_LIMIT).contains(limit)).ok_or(fault)
}

/// A place in the list as text: base64url of its start, in microseconds, and its id.
fn write_cursor(position: Position) -> String {
    let mut bytes = [0; 24];
    bytes[..8].copy_from_slice(&position.starts_at.as_microsecond().to_be_bytes());
    bytes[8..].copy_from_slice(position.id.uuid().as_bytes());
    Base64UrlUnpadded::encode_string(&bytes)
}

fn read_cursor(text: &str) -> Result<Position, Fault> {
    let mut bytes = [0; 24];
    match Base64UrlUnpadded::decode(text, &mut bytes) {
        Ok(decoded) if decoded.len() == 24 => {}
        _ => return Err(Fault::Invalid),
    }
    let (start, id) = bytes.split_at(8);
    let micros = start.try_into().map(i64::from_be_bytes).map_err(|_| Fault::Invalid)?;
    Ok(Position {
        starts_at: Timestamp::from_microsecond(micros).map_err(|_| Fault::Invalid)?,
        id: PerformanceId::new(Uuid::from_slice(id).map_err(|_| Fault::Invalid)?),
    })
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
    List {
        items: listings.iter().map(|listing| Performance::new(listing, *now)).collect(),
        next_cursor: next.map(write_cursor),
    }
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

/// When else the show of a performance is on.
///
/// The performances of the same show that are to come, without this one, cancelled ones included:
/// those that can be booked first, then by start; 20 at most.
#[utoipa::path(
    get,
    path = "/api/v1/performances/{id}/other-dates",
    tag = "programme",
    params(("id" = Uuid, Path, description = "The performance")),
    responses(
        (status = 200, body = List<Performance>),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
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

/// Other dates, seen at a time.
pub(crate) fn others((listings, now): &(Vec<Listing>, Timestamp)) -> List<Performance> {
    listings.iter().map(|listing| Performance::new(listing, *now)).collect()
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
    fn a_cursor_is_read_back() {
        let position = Position {
            starts_at: "2026-10-24T19:00:00.000001Z".parse().unwrap(),
            id: PerformanceId::new(Uuid::from_u128(7)),
        };
        assert_eq!(read_cursor(&write_cursor(position)), Ok(position));
        for bad in ["", "x", "____________________________", &"f".repeat(32), &"A".repeat(33)] {
            assert!(read_cursor(bad).is_err(), "{bad}");
        }
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
