//! Wall-clock times and their conversion to instants.

use core::fmt;
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a local time such as 2026-03-28T20:30")]
pub struct LocalTimeError;

/// Why a local time does not name exactly one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LocalTimeRefusal {
    /// The clocks skip it when they go forward, or never show it with this offset.
    #[error("this time does not exist there")]
    NoSuchTime,
    /// The clocks show it twice when they go back.
    #[error("this time occurs twice there, at {earlier} and at {later}")]
    Ambiguous {
        /// The UTC offset of the first occurrence.
        earlier: Offset,
        /// The UTC offset of the second occurrence.
        later: Offset,
    },
}

/// A wall-clock date and time to the minute, in the years 1970 to 2999. An optional UTC offset
/// selects one of two occurrences: `2026-10-25T02:30+02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    at: DateTime,
    offset: Option<Offset>,
}

impl LocalTime {
    pub fn parse(text: &str) -> Result<Self, LocalTimeError> {
        let (at, offset) = text.split_at_checked(16).ok_or(LocalTimeError)?;
        if at.as_bytes()[10] != b'T' {
            return Err(LocalTimeError);
        }
        let at = at.parse::<DateTime>().map_err(|_| LocalTimeError)?;
        if !(1970..3000).contains(&at.year()) {
            return Err(LocalTimeError);
        }
        let offset = if offset.is_empty() { None } else { Some(parse_offset(offset)?) };
        Ok(Self { at, offset })
    }

    /// The time that the clocks of a zone show at an instant.
    pub fn of(timestamp: Timestamp, zone: &TimeZone) -> Self {
        Self { at: zone.to_datetime(timestamp), offset: None }
    }

    /// The instant at which the clocks of a zone show this time.
    pub fn resolve(self, zone: &TimeZone) -> Result<Timestamp, LocalTimeRefusal> {
        let offset = match (zone.to_ambiguous_timestamp(self.at).offset(), self.offset) {
            (AmbiguousOffset::Unambiguous { offset }, None) => Ok(offset),
            (AmbiguousOffset::Fold { before, after }, None) => {
                Err(LocalTimeRefusal::Ambiguous { earlier: before, later: after })
            }
            (AmbiguousOffset::Unambiguous { offset }, Some(given)) if given == offset => Ok(given),
            (AmbiguousOffset::Fold { before, after }, Some(given))
                if given == before || given == after =>
            {
                Ok(given)
            }
            _ => Err(LocalTimeRefusal::NoSuchTime),
        };
        offset?.to_timestamp(self.at).map_err(|_| LocalTimeRefusal::NoSuchTime)
    }
}

/// Parses an offset such as `+02:00` or `-04:30`.
fn parse_offset(text: &str) -> Result<Offset, LocalTimeError> {
    let (sign, rest) = match text.as_bytes() {
        [b'+', ..] => (1, &text[1..]),
        [b'-', ..] => (-1, &text[1..]),
        _ => return Err(LocalTimeError),
    };
    let (hours, minutes) = rest.split_once(':').ok_or(LocalTimeError)?;
    let number = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| digits.parse::<i32>().ok()).flatten().ok_or(LocalTimeError)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if minutes > 59 {
        return Err(LocalTimeError);
    }
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).map_err(|_| LocalTimeError)
}

impl fmt::Display for LocalTime {
    /// To the minute, without the offset.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.at.strftime("%Y-%m-%dT%H:%M").fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn offset(hours: i8) -> Offset {
        Offset::constant(hours)
    }

    fn twice(earlier: i8, later: i8) -> Result<&'static str, LocalTimeRefusal> {
        let (earlier, later) = (offset(earlier), offset(later));
        Err(LocalTimeRefusal::Ambiguous { earlier, later })
    }

    const NEVER: Result<&str, LocalTimeRefusal> = Err(LocalTimeRefusal::NoSuchTime);

    #[rstest]
    #[case::winter("Europe/Rome", "2026-03-28T20:30", Ok("2026-03-28T19:30:00Z"))]
    #[case::the_evening_after("Europe/Rome", "2026-03-29T20:30", Ok("2026-03-29T18:30:00Z"))]
    #[case::just_before_the_gap("Europe/Rome", "2026-03-29T01:59", Ok("2026-03-29T00:59:00Z"))]
    #[case::the_gap("Europe/Rome", "2026-03-29T02:00", NEVER)]
    #[case::in_the_gap("Europe/Rome", "2026-03-29T02:59", NEVER)]
    #[case::after_the_gap("Europe/Rome", "2026-03-29T03:00", Ok("2026-03-29T01:00:00Z"))]
    #[case::before_it_occurs_twice("Europe/Rome", "2026-10-25T01:59", Ok("2026-10-24T23:59:00Z"))]
    #[case::twice("Europe/Rome", "2026-10-25T02:30", twice(2, 1))]
    #[case::the_first("Europe/Rome", "2026-10-25T02:30+02:00", Ok("2026-10-25T00:30:00Z"))]
    #[case::the_second("Europe/Rome", "2026-10-25T02:30+01:00", Ok("2026-10-25T01:30:00Z"))]
    #[case::neither("Europe/Rome", "2026-10-25T02:30+03:00", NEVER)]
    #[case::after_it_occurs_twice("Europe/Rome", "2026-10-25T03:00", Ok("2026-10-25T02:00:00Z"))]
    #[case::an_offset_that_fits(
        "Europe/Rome",
        "2026-07-01T21:00+02:00",
        Ok("2026-07-01T19:00:00Z")
    )]
    #[case::one_that_does_not("Europe/Rome", "2026-07-01T21:00+01:00", NEVER)]
    #[case::no_offset_fills_the_gap("Europe/Rome", "2026-03-29T02:30+01:00", NEVER)]
    // A change of half an hour, in the other half of the year.
    #[case::lord_howe("Australia/Lord_Howe", "2026-10-04T02:15", NEVER)]
    #[case::lord_howe_later("Australia/Lord_Howe", "2026-10-04T02:30", Ok("2026-10-03T15:30:00Z"))]
    #[case::new_york("America/New_York", "2026-03-08T02:30", NEVER)]
    #[case::new_york_twice("America/New_York", "2026-11-01T01:30", twice(-4, -5))]
    fn a_local_time_is_one_instant_or_is_refused_with_the_reason(
        #[case] place: &str,
        #[case] shown: &str,
        #[case] instant: Result<&str, LocalTimeRefusal>,
    ) {
        let instant = instant.map(|text| text.parse::<Timestamp>().unwrap());
        assert_eq!(LocalTime::parse(shown).unwrap().resolve(&zone(place)), instant);
    }

    #[rstest]
    #[case("")]
    #[case("2026-03-28")]
    #[case("2026-03-28 20:30")]
    #[case("2026-03-28T20:30:00")]
    #[case("2026-03-28T20:30Z")]
    #[case("2026-03-28T24:30")]
    #[case("2026-02-30T20:30")]
    #[case("2026-03-28T20:30+2:00")]
    #[case("2026-03-28T20:30+02:60")]
    #[case("2026-03-28T20:30+99:00")]
    #[case("2026-03-28T20:30+02:00[Europe/Rome]")]
    #[case("1969-12-31T20:30")]
    #[case("3000-01-01T20:30")]
    #[case("questa sera, forse")]
    #[case("2026-03-28T20:3è")]
    fn other_texts_are_refused(#[case] text: &str) {
        assert_eq!(LocalTime::parse(text), Err(LocalTimeError));
    }

    proptest! {
        /// Every minute of one year, in zones with and without clock changes.
        #[test]
        fn a_shown_time_resolves_to_its_instant(
            minute in 0..366 * 24 * 60_i64,
            place in prop::sample::select(vec!["Europe/Rome", "Australia/Lord_Howe", "Asia/Tokyo"]),
        ) {
            let zone = zone(place);
            let start = "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
            let instant = start + jiff::SignedDuration::from_mins(minute);
            let shown = LocalTime::of(instant, &zone).to_string();
            match LocalTime::parse(&shown).unwrap().resolve(&zone) {
                Ok(found) => prop_assert_eq!(found, instant),
                Err(LocalTimeRefusal::Ambiguous { earlier, later }) => {
                    let found = [earlier, later].map(|offset| {
                        LocalTime::parse(&format!("{shown}{}", written(offset)))
                            .unwrap()
                            .resolve(&zone)
                            .unwrap()
                    });
                    prop_assert!(found[0] < found[1]);
                    prop_assert!(found.contains(&instant));
                }
                Err(LocalTimeRefusal::NoSuchTime) => prop_assert!(false, "{shown} was shown"),
            }
        }
    }

    fn written(offset: Offset) -> String {
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}
