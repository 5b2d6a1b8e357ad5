//! Dates, numbers of seats and subjects in words.

use super::catalogue::{Catalogue, Text, fill};
use azionelab_application::mail::MessageKind;
use azionelab_domain::{PersonName, Seats};
use jiff::Zoned;

/// The greeting, such as `Ciao Anna,` or `Hello,`.
pub(super) fn greeting(t: &Catalogue, name: Option<&PersonName>) -> String {
    name.map_or_else(
        || t.common.greeting_without_name.clone(),
        |name| fill(&t.common.greeting, &[("name", name.as_str())]),
    )
}

/// A date, such as `sabato 14 marzo 2026` or `Saturday 14 March 2026`.
pub(super) fn day(t: &Catalogue, at: &Zoned) -> String {
    let index = |offset: i8| usize::try_from(offset).unwrap_or_default();
    let number = at.day().to_string();
    let values = [
        ("weekday", t.dates.weekdays[index(at.weekday().to_monday_zero_offset())].as_str()),
        ("day", if at.day() == 1 { &t.dates.first_day } else { &number }),
        ("month", &t.dates.months[index(at.month() - 1)]),
        ("year", &at.year().to_string()),
    ];
    fill(&t.dates.day, &values)
}

/// A time, such as `21:00` or `21:00 Uhr`.
pub(super) fn time(t: &Catalogue, at: &Zoned) -> String {
    fill(&t.dates.time, &[("time", &clock_time(at))])
}

/// A date and time, such as `sabato 14 marzo 2026, ore 21:00` or `Saturday 14 March 2026 at
/// 21:00`.
pub(super) fn moment(t: &Catalogue, at: &Zoned) -> String {
    fill(&t.dates.moment, &[("day", &day(t, at)), ("time", &clock_time(at))])
}

/// A deadline that follows `fino alle` or `until`: `18:45 di venerdì 13 marzo 2026`, `18:45 on
/// Friday 13 March 2026`.
pub(super) fn deadline(t: &Catalogue, at: &Zoned) -> String {
    fill(&t.dates.deadline, &[("day", &day(t, at)), ("time", &clock_time(at))])
}

fn clock_time(at: &Zoned) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A number of seats, such as `1 posto` or `2 seats`.
pub(super) fn seats(t: &Catalogue, seats: Seats) -> String {
    fill(t.common.seats.form(seats.get() == 1), &[("count", &seats.to_string())])
}

/// The text of the subject.
pub(super) const fn subject(t: &Catalogue, kind: MessageKind, same_day: bool) -> &Text {
    match kind {
        MessageKind::ConfirmYourSeats => &t.confirm_your_seats.subject,
        MessageKind::YourTicket => &t.your_ticket.subject,
        MessageKind::CancelledByVisitor => &t.cancelled_by_visitor.subject,
        MessageKind::CancelledByOffice => &t.cancelled_by_office.subject,
        MessageKind::CancelledByTheatre => &t.cancelled_by_theatre.subject,
        MessageKind::Rescheduled if same_day => &t.rescheduled.subject_same_day,
        MessageKind::Rescheduled => &t.rescheduled.subject,
        MessageKind::Transferred => &t.transferred.subject,
        MessageKind::SeatsChanged => &t.seats_changed.subject,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::catalogue::catalogue, *};
    use azionelab_domain::Locale;
    use rstest::rstest;

    #[rstest]
    #[case(Locale::It, "2026-03-14T21:00[Europe/Rome]", "sabato 14 marzo 2026, ore 21:00")]
    #[case(Locale::En, "2026-03-14T21:00[Europe/Rome]", "Saturday 14 March 2026 at 21:00")]
    #[case(Locale::De, "2026-03-14T21:00[Europe/Rome]", "Samstag, 14. März 2026, 21:00 Uhr")]
    #[case(Locale::It, "2026-11-01T09:05[Europe/Rome]", "domenica 1º novembre 2026, ore 09:05")]
    #[case(Locale::En, "2026-11-01T09:05[Europe/Rome]", "Sunday 1 November 2026 at 09:05")]
    #[case(Locale::De, "2026-11-01T09:05[Europe/Rome]", "Sonntag, 1. November 2026, 09:05 Uhr")]
    fn a_date_and_time_are_written_in_words(
        #[case] locale: Locale,
        #[case] time: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(moment(catalogue(locale), &time.parse().unwrap()), expected);
    }

    #[rstest]
    #[case(Locale::It, 1, "1 posto")]
    #[case(Locale::It, 2, "2 posti")]
    #[case(Locale::En, 1, "1 seat")]
    #[case(Locale::En, 10, "10 seats")]
    #[case(Locale::De, 1, "1 Platz")]
    #[case(Locale::De, 10, "10 Plätze")]
    fn the_number_of_seats_is_singular_or_plural(
        #[case] locale: Locale,
        #[case] number: i64,
        #[case] expected: &str,
    ) {
        assert_eq!(seats(catalogue(locale), Seats::parse(number).unwrap()), expected);
    }
}
