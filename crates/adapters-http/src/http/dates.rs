//! Query parameters that are a time, or a date in the company's time zone.

use super::{
    problem::{ApiError, Fault},
    state::App,
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The zone in which dates among `times` are read. It is loaded only if one of them is a date.
pub(crate) async fn zone_of_dates(
    app: &App,
    times: [Option<&str>; 2],
) -> Result<TimeZone, ApiError> {
    if times.into_iter().flatten().any(|time| time.parse::<Date>().is_ok()) {
        Ok(app.use_cases.programme.browse.site().await?.time_zone)
    } else {
        Ok(TimeZone::UTC)
    }
}

/// Reads a time. A date is the midnight at the start of the day `days` after it.
pub(crate) fn read_time(text: &str, zone: &TimeZone, days: i64) -> Result<Timestamp, Fault> {
    let midnight = |date: Date| {
        let day = date.checked_add(days.days())?.to_zoned(zone.clone())?;
        day.start_of_day().map(|day| day.timestamp())
    };
    match (text.len(), text.parse::<Date>()) {
        // A complete time also parses as a date, so the length decides.
        (10, Ok(date)) => midnight(date).map_err(|_| Fault::Invalid),
        _ => text.parse().map_err(|_| Fault::Invalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-10-24T19:00:00Z", 0, Ok("2026-10-24T19:00:00Z"))]
    #[case("2026-10-24T21:00:00+02:00", 1, Ok("2026-10-24T19:00:00Z"))]
    #[case("2026-10-25", 0, Ok("2026-10-24T22:00:00Z"))]
    // The clocks are put back on this day.
    #[case("2026-10-25", 1, Ok("2026-10-25T23:00:00Z"))]
    #[case("2026-10-24T19:00:00", 0, Err(Fault::Invalid))]
    #[case("2026-13-01", 0, Err(Fault::Invalid))]
    #[case("tonight", 0, Err(Fault::Invalid))]
    #[case("9999-12-31", 1, Err(Fault::Invalid))]
    fn a_date_is_read_in_the_companys_time_zone(
        #[case] typed: &str,
        #[case] days: i64,
        #[case] read: Result<&str, Fault>,
    ) {
        let rome = TimeZone::get("Europe/Rome").unwrap();
        let read = read.map(|time| time.parse::<Timestamp>().unwrap());
        assert_eq!(read_time(typed, &rome, days), read);
    }
}
