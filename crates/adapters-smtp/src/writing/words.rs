//! Language-dependent texts besides the templates: dates, numbers of seats, subjects.

use azionelab_application::mail::MessageKind;
use azionelab_domain::{Locale, PersonName, Seats};
use jiff::{Zoned, civil::Weekday};

/// The greeting, such as `Ciao Anna` or `Hello`.
pub(super) fn greeting(locale: Locale, name: Option<&PersonName>) -> String {
    let hello = match locale {
        Locale::It => "Ciao",
        Locale::En => "Hello",
    };
    name.map_or_else(|| hello.to_owned(), |name| format!("{hello} {}", name.as_str()))
}

/// A date, such as `sabato 14 marzo 2026` or `Saturday 14 March 2026`.
pub(super) fn day(locale: Locale, at: &Zoned) -> String {
    let (day, month, year) = (at.day(), month(locale, at.month()), at.year());
    let weekday = weekday(locale, at.weekday());
    match (locale, day) {
        (Locale::It, 1) => format!("{weekday} 1º {month} {year}"),
        _ => format!("{weekday} {day} {month} {year}"),
    }
}

/// A time, such as `21:00`.
pub(super) fn clock_time(at: &Zoned) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A date and time, such as `sabato 14 marzo 2026, ore 21:00` or `Saturday 14 March 2026 at
/// 21:00`.
pub(super) fn moment(locale: Locale, at: &Zoned) -> String {
    let (day, time) = (day(locale, at), clock_time(at));
    match locale {
        Locale::It => format!("{day}, ore {time}"),
        Locale::En => format!("{day} at {time}"),
    }
}

/// A deadline that follows `fino alle` or `until`: `18:45 di venerdì 13 marzo 2026`, `18:45 on
/// Friday 13 March 2026`.
pub(super) fn deadline(locale: Locale, at: &Zoned) -> String {
    let (day, time) = (day(locale, at), clock_time(at));
    match locale {
        Locale::It => format!("{time} di {day}"),
        Locale::En => format!("{time} on {day}"),
    }
}

/// A number of seats, such as `1 posto` or `2 seats`.
pub(super) fn seats(locale: Locale, seats: Seats) -> String {
    match (locale, seats.get()) {
        (Locale::It, 1) => "1 posto".to_owned(),
        (Locale::It, n) => format!("{n} posti"),
        (Locale::En, 1) => "1 seat".to_owned(),
        (Locale::En, n) => format!("{n} seats"),
    }
}

pub(super) fn subject(
    kind: MessageKind,
    locale: Locale,
    show: &str,
    party: Seats,
    starts_at: &Zoned,
    same_day: bool,
) -> String {
    let seats = seats(locale, party);
    let (day, moment) = (day(locale, starts_at), moment(locale, starts_at));
    match (locale, kind, party.get()) {
        (Locale::It, MessageKind::ConfirmYourSeats, 1) => format!("Conferma il tuo posto: {show}"),
        (Locale::It, MessageKind::ConfirmYourSeats, _) => {
            format!("Conferma i tuoi {seats}: {show}")
        }
        (Locale::It, MessageKind::YourTicket, _) => format!("Il tuo biglietto: {show}, {day}"),
        (Locale::It, MessageKind::CancelledByVisitor, _) => {
            format!("Hai annullato la prenotazione: {show}, {day}")
        }
        (Locale::It, MessageKind::CancelledByOffice, _) => {
            format!("La biglietteria ha annullato la tua prenotazione: {show}, {day}")
        }
        (Locale::It, MessageKind::Transferred, _) => {
            format!("La tua prenotazione ha una nuova data: {show}, {moment}")
        }
        (Locale::It, MessageKind::SeatsChanged, _) => format!("Ora hai {seats}: {show}, {day}"),
        (Locale::It, MessageKind::CancelledByTheatre, _) => {
            format!("Replica annullata: {show}, {day}")
        }
        (Locale::It, MessageKind::Rescheduled, _) if same_day => {
            format!("Nuovo orario: {show}, {moment}")
        }
        (Locale::It, MessageKind::Rescheduled, _) => format!("Nuova data: {show}, {moment}"),
        (Locale::En, MessageKind::ConfirmYourSeats, 1) => format!("Confirm your seat: {show}"),
        (Locale::En, MessageKind::ConfirmYourSeats, _) => format!("Confirm your {seats}: {show}"),
        (Locale::En, MessageKind::YourTicket, _) => format!("Your ticket: {show}, {day}"),
        (Locale::En, MessageKind::CancelledByVisitor, _) => {
            format!("You have cancelled your reservation: {show}, {day}")
        }
        (Locale::En, MessageKind::CancelledByOffice, _) => {
            format!("The box office has cancelled your reservation: {show}, {day}")
        }
        (Locale::En, MessageKind::Transferred, _) => {
            format!("Your reservation has a new date: {show}, {moment}")
        }
        (Locale::En, MessageKind::SeatsChanged, _) => {
            format!("You now have {seats}: {show}, {day}")
        }
        (Locale::En, MessageKind::CancelledByTheatre, _) => {
            format!("Performance cancelled: {show}, {day}")
        }
        (Locale::En, MessageKind::Rescheduled, _) if same_day => {
            format!("New time: {show}, {moment}")
        }
        (Locale::En, MessageKind::Rescheduled, _) => format!("New date: {show}, {moment}"),
    }
}

const fn weekday(locale: Locale, weekday: Weekday) -> &'static str {
    match (locale, weekday) {
        (Locale::It, Weekday::Monday) => "lunedì",
        (Locale::It, Weekday::Tuesday) => "martedì",
        (Locale::It, Weekday::Wednesday) => "mercoledì",
        (Locale::It, Weekday::Thursday) => "giovedì",
        (Locale::It, Weekday::Friday) => "venerdì",
        (Locale::It, Weekday::Saturday) => "sabato",
        (Locale::It, Weekday::Sunday) => "domenica",
        (Locale::En, Weekday::Monday) => "Monday",
        (Locale::En, Weekday::Tuesday) => "Tuesday",
        (Locale::En, Weekday::Wednesday) => "Wednesday",
        (Locale::En, Weekday::Thursday) => "Thursday",
        (Locale::En, Weekday::Friday) => "Friday",
        (Locale::En, Weekday::Saturday) => "Saturday",
        (Locale::En, Weekday::Sunday) => "Sunday",
    }
}

/// The name of a month from 1 to 12.
fn month(locale: Locale, month: i8) -> &'static str {
    const IT: [&str; 12] = [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match locale {
        Locale::It => &IT,
        Locale::En => &EN,
    };
    usize::try_from(month - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    #[rstest]
    #[case(Locale::It, "2026-03-14T21:00[Europe/Rome]", "sabato 14 marzo 2026, ore 21:00")]
    #[case(Locale::En, "2026-03-14T21:00[Europe/Rome]", "Saturday 14 March 2026 at 21:00")]
    #[case(Locale::It, "2026-11-01T09:05[Europe/Rome]", "domenica 1º novembre 2026, ore 09:05")]
    #[case(Locale::En, "2026-11-01T09:05[Europe/Rome]", "Sunday 1 November 2026 at 09:05")]
    fn a_date_and_time_are_written_in_words(
        #[case] locale: Locale,
        #[case] time: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(moment(locale, &at(time)), expected);
    }

    #[test]
    fn every_month_has_its_own_name() {
        for locale in Locale::ALL {
            let names =
                (1..=12).map(|n| month(locale, n)).collect::<std::collections::HashSet<_>>();
            assert!(names.len() == 12 && !names.contains(""));
        }
    }

    #[rstest]
    #[case(Locale::It, 1, "1 posto")]
    #[case(Locale::It, 2, "2 posti")]
    #[case(Locale::En, 1, "1 seat")]
    #[case(Locale::En, 10, "10 seats")]
    fn the_number_of_seats_is_singular_or_plural(
        #[case] locale: Locale,
        #[case] number: i64,
        #[case] expected: &str,
    ) {
        assert_eq!(seats(locale, Seats::parse(number).unwrap()), expected);
    }
}
