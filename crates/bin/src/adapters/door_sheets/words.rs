//! The fixed texts of the list, in Italian and English.

pub(super) use azionelab_application::box_office::words::{access_need, erased};
use azionelab_domain::Locale;
use jiff::{Zoned, civil::Weekday};

pub(super) const fn title(locale: Locale) -> &'static str {
    match locale {
        Locale::It => "Elenco degli ingressi",
        Locale::En => "Door list",
    }
}

/// Formats a start, as in `sabato 14/03/2026, ore 21:00`.
pub(super) fn moment(at: &Zoned, locale: Locale) -> String {
    let weekday = weekday(at.weekday(), locale);
    match locale {
        Locale::It => format!("{weekday} {}", at.strftime("%d/%m/%Y, ore %H:%M")),
        Locale::En => format!("{weekday} {}", at.strftime("%d/%m/%Y, %H:%M")),
    }
}

pub(super) fn counts(parties: usize, confirmed: u32, available: u32, locale: Locale) -> String {
    match locale {
        Locale::It => format!(
            "Prenotazioni: {parties} · Posti confermati: {confirmed} · Posti liberi: {available}"
        ),
        Locale::En => format!(
            "Reservations: {parties} · Seats confirmed: {confirmed} · Seats left: {available}"
        ),
    }
}

pub(super) fn made_at(at: &Zoned, locale: Locale) -> String {
    match locale {
        Locale::It => format!("Stampato il {}", at.strftime("%d/%m/%Y alle %H:%M")),
        Locale::En => format!("Printed on {}", at.strftime("%d/%m/%Y at %H:%M")),
    }
}

pub(super) fn page(number: usize, of: usize, locale: Locale) -> String {
    match locale {
        Locale::It => format!("Pagina {number} di {of}"),
        Locale::En => format!("Page {number} of {of}"),
    }
}

/// The column titles: name, code, seats.
pub(super) const fn columns(locale: Locale) -> [&'static str; 3] {
    match locale {
        Locale::It => ["Nome", "Codice", "Posti"],
        Locale::En => ["Name", "Code", "Seats"],
    }
}

pub(super) const fn no_reservations(locale: Locale) -> &'static str {
    match locale {
        Locale::It => "Nessuna prenotazione.",
        Locale::En => "No reservations.",
    }
}

const fn weekday(day: Weekday, locale: Locale) -> &'static str {
    match (locale, day) {
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
