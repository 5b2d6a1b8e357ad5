//! Dates and times as text, exactly as the app formats them (`texts/when.ts`) with the browser's
//! functions.

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
        self.with_year(format!("{} {} {}", self.weekday(), self.day_number(), self.month()))
    }

    /// Such as "Sat 28 Nov, 20:45" or "Sun 28 Mar 2027, 20:45".
    pub fn short_full(&self) -> String {
        let (weekday, day, month) = (self.short_weekday(), self.day_number(), self.month_of_bill());
        format!("{weekday} {day} {month}, {}", self.hour())
    }

    /// Such as "Saturday 28 November at 20:45".
    pub fn full(&self) -> String {
        let at = match self.language {
            Locale::It => "alle ore",
            Locale::En => "at",
        };
        format!("{} {at} {}", self.day_of_season(), self.hour())
    }

    /// Such as "20:45".
    pub fn hour(&self) -> String {
        self.at.strftime("%H:%M").to_string()
    }

    /// Such as "Saturday".
    pub fn weekday(&self) -> &'static str {
        self.names().weekdays[self.weekday_index()]
    }

    /// Such as "Sat".
    pub fn short_weekday(&self) -> &'static str {
        self.names().short_weekdays[self.weekday_index()]
    }

    pub fn day_number(&self) -> i8 {
        self.at.day()
    }

    /// Such as "Nov" or "Mar 2027".
    pub fn month_of_bill(&self) -> String {
        self.with_year(self.names().short_months[self.month_index()].to_owned())
    }

    /// Such as "November 2026".
    pub fn month_and_year(&self) -> String {
        format!("{} {}", self.month(), self.at.year())
    }

    /// Such as "2026-11".
    pub fn month_of_calendar(&self) -> String {
        self.at.strftime("%Y-%m").to_string()
    }

    fn with_year(&self, day: String) -> String {
        if self.is_another_year { format!("{day} {}", self.at.year()) } else { day }
    }

    fn month(&self) -> &'static str {
        self.names().months[self.month_index()]
    }

    fn weekday_index(&self) -> usize {
        usize::try_from(self.at.weekday().to_monday_zero_offset()).unwrap_or_default()
    }

    fn month_index(&self) -> usize {
        usize::try_from(self.at.month() - 1).unwrap_or_default()
    }

    fn names(&self) -> &'static Names {
        match self.language {
            Locale::It => &ITALIAN,
            Locale::En => &ENGLISH,
        }
    }
}

/// The names of weekdays, Monday first, and of months.
struct Names {
    weekdays: [&'static str; 7],
    short_weekdays: [&'static str; 7],
    months: [&'static str; 12],
    short_months: [&'static str; 12],
}

#[rustfmt::skip]
static ITALIAN: Names = Names {
    weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    short_weekdays: ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
    months: [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
    ],
    short_months: [
        "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
    ],
};

#[rustfmt::skip]
static ENGLISH: Names = Names {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    short_weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
    short_months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
    ],
};

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
    }

    #[test]
    fn a_day_ends_in_local_time() {
        let late = when("2026-11-28T23:30:00Z", Locale::It);
        assert_eq!(late.day_number(), 29);
        assert_eq!(when("2026-10-24T19:00:00Z", Locale::It).hour(), "21:00", "it is summer");
        assert_eq!(late.month_of_calendar(), "2026-11");
    }
}
