//! Dates and times as text, exactly as the app formats them (`texts/when.ts`) with the browser's
//! functions.

use crate::texts::{self, fill};
use azionelab_application::programme::Listing;
use azionelab_domain::Locale;
use jiff::{Timestamp, Zoned, tz::TimeZone};

/// A local time, to be formatted in a language.
pub(super) struct When {
    at: Zoned,
    language: Locale,
    /// The year is shown only if it is not the present one.
    is_another_year: bool,
}

impl When {
    pub fn new(at: Timestamp, zone: &TimeZone, language: Locale, now: Timestamp) -> Self {
        let at = at.to_zoned(zone.clone());
        let is_another_year = at.year() != now.to_zoned(zone.clone()).year();
        Self { at, language, is_another_year }
    }

    /// The start of a performance on the clocks of its venue.
    pub fn of(listing: &Listing, language: Locale, now: Timestamp) -> Self {
        Self::new(listing.performance().starts_at, &listing.venue.time_zone, language, now)
    }

    /// Saturday 28 November, Sunday 28 March 2027
    pub fn day_of_season(&self) -> String {
        let month = self.with_year(self.month());
        let day = self.day_number().to_string();
        let gaps = [("weekday", self.weekday()), ("day", &day), ("month", &month)];
        fill(&self.texts().day, &gaps)
    }

    /// Such as "Sat 28 Nov, 20:45" or "Sun 28 Mar 2027, 20:45".
    pub fn short_full(&self) -> String {
        let month = self.with_year(&self.texts().short_months[self.month_index()]);
        let (day, time) = (self.day_number().to_string(), self.hour());
        let gaps =
            [("weekday", self.short_weekday()), ("day", &day), ("month", &month), ("time", &time)];
        fill(&self.texts().short_full, &gaps)
    }

    /// Such as "Saturday 28 November at 20:45".
    pub fn full(&self) -> String {
        fill(&self.texts().full, &[("day", &self.day_of_season()), ("time", &self.hour())])
    }

    /// Such as "20:45".
    pub fn hour(&self) -> String {
        self.at.strftime("%H:%M").to_string()
    }

    /// Such as "Saturday".
    pub fn weekday(&self) -> &'static str {
        &self.texts().weekdays[self.weekday_index()]
    }

    /// Such as "Sat".
    pub fn short_weekday(&self) -> &'static str {
        &self.texts().short_weekdays[self.weekday_index()]
    }

    pub fn day_number(&self) -> i8 {
        self.at.day()
    }

    /// Such as "Nov" or "Mar 2027".
    pub fn month_of_bill(&self) -> String {
        self.with_year(&self.texts().months_alone[self.month_index()])
    }

    /// Such as "November 2026".
    pub fn month_and_year(&self) -> String {
        format!("{} {}", self.month(), self.at.year())
    }

    /// Such as "2026-11".
    pub fn month_of_calendar(&self) -> String {
        self.at.strftime("%Y-%m").to_string()
    }

    fn with_year(&self, month: &str) -> String {
        if self.is_another_year { format!("{month} {}", self.at.year()) } else { month.to_owned() }
    }

    fn month(&self) -> &'static str {
        &self.texts().months[self.month_index()]
    }

    fn weekday_index(&self) -> usize {
        texts::monday_first(self.at.weekday())
    }

    fn month_index(&self) -> usize {
        usize::try_from(self.at.month() - 1).unwrap_or_default()
    }

    fn texts(&self) -> &'static texts::When {
        &texts::server(self.language).when
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn when(time: &str, language: Locale) -> When {
        let now = "2026-11-25T12:00:00Z".parse().unwrap();
        When::new(time.parse().unwrap(), &TimeZone::get("Europe/Rome").unwrap(), language, now)
    }

    #[rstest]
    #[case(Locale::It, "sabato 28 novembre alle ore 20:45", "sab 28 nov, 20:45", "novembre 2026")]
    #[case(Locale::En, "Saturday 28 November at 20:45", "Sat 28 Nov, 20:45", "November 2026")]
    #[case(
        Locale::De,
        "Samstag, 28. November um 20:45 Uhr",
        "Sa., 28. Nov., 20:45 Uhr",
        "November 2026"
    )]
    fn times_are_formatted_in_local_time(
        #[case] language: Locale,
        #[case] full: &str,
        #[case] short_full: &str,
        #[case] month: &str,
    ) {
        let when = when("2026-11-28T19:45:00Z", language);
        let formatted = (when.full(), when.short_full(), when.month_and_year());
        assert_eq!(formatted, (full.to_owned(), short_full.to_owned(), month.to_owned()));
    }

    #[rstest]
    #[case(Locale::It, "domenica 28 marzo 2027 alle ore 20:45", "dom 28 mar 2027, 20:45")]
    #[case(Locale::En, "Sunday 28 March 2027 at 20:45", "Sun 28 Mar 2027, 20:45")]
    #[case(Locale::De, "Sonntag, 28. März 2027 um 20:45 Uhr", "So., 28. März 2027, 20:45 Uhr")]
    fn another_year_is_shown(
        #[case] language: Locale,
        #[case] full: &str,
        #[case] short_full: &str,
    ) {
        let when = when("2027-03-28T18:45:00Z", language);
        assert_eq!((when.full(), when.short_full()), (full.to_owned(), short_full.to_owned()));
    }

    #[test]
    fn a_year_begins_in_local_time() {
        assert_eq!(when("2026-12-31T22:30:00Z", Locale::It).month_of_bill(), "dic");
        assert_eq!(when("2026-12-31T23:30:00Z", Locale::It).month_of_bill(), "gen 2027");
        assert_eq!(when("2027-03-31T12:00:00Z", Locale::De).month_of_bill(), "Mär 2027");
    }

    #[test]
    fn a_day_ends_in_local_time() {
        let late = when("2026-11-28T23:30:00Z", Locale::It);
        assert_eq!(late.day_number(), 29);
        assert_eq!(when("2026-10-24T19:00:00Z", Locale::It).hour(), "21:00", "it is summer");
        assert_eq!(late.month_of_calendar(), "2026-11");
    }
}
