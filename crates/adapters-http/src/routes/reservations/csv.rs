//! Reservations as a table for spreadsheets (RFC 4180).

use azionelab_application::ports::{MessageState, ReservationEntry};
use azionelab_domain::{
    AccessNeed, BookingSource, EmailAddress, Locale, Note, PhoneNumber, Status,
};
use csv::{Terminator, WriterBuilder};
use jiff::{Timestamp, tz::TimeZone};

/// By this spreadsheets know that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const COLUMNS: usize = 16;

pub(super) const fn file_name(locale: Locale) -> &'static str {
    match locale {
        Locale::It => "attachment; filename=\"prenotazioni.csv\"",
        Locale::En => "attachment; filename=\"reservations.csv\"",
    }
}

/// How the table begins.
pub(super) fn heading(locale: Locale) -> Vec<u8> {
    let names: [&str; COLUMNS] = match locale {
        Locale::It => [
            "Codice",
            "Nome",
            "E-mail",
            "Telefono",
            "Posti",
            "Entrati",
            "Stato",
            "Prenotata da",
            "Esigenze",
            "Nota",
            "Lingua",
            "Prenotata il",
            "Ultima mail",
            "Spettacolo",
            "Sala",
            "Inizio",
        ],
        Locale::En => [
            "Code",
            "Name",
            "E-mail",
            "Phone",
            "Seats",
            "Admitted",
            "Status",
            "Booked by",
            "Access needs",
            "Note",
            "Language",
            "Booked at",
            "Latest mail",
            "Show",
            "Venue",
            "Starts at",
        ],
    };
    let mut text = BYTE_ORDER_MARK.to_vec();
    text.extend(written([names.map(str::to_owned)]));
    text
}

/// A part of the table.
pub(super) fn rows(entries: &[ReservationEntry], locale: Locale) -> Vec<u8> {
    written(entries.iter().map(|entry| row(entry, locale)))
}

fn written(rows: impl IntoIterator<Item = [String; COLUMNS]>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Memory takes whatever is written to it.
        let _ = writer.write_record(row.map(harmless));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula, whoever typed it (OWASP, CSV Injection).
fn harmless(cell: String) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell,
    }
}

fn row(entry: &ReservationEntry, locale: Locale) -> [String; COLUMNS] {
    let (reservation, performance) = (&entry.reservation, &entry.performance);
    let guest = &reservation.guest;
    let zone = &performance.time_zone;
    let needs: Vec<_> =
        guest.access_needs.iter().map(|need| need_in_words(*need, locale)).collect();
    let mail = entry.latest_message.map(|message| mail_in_words(message.state, locale));
    [
        reservation.code.to_string(),
        guest.name.as_str().to_owned(),
        guest.email.as_ref().map_or("", EmailAddress::as_str).to_owned(),
        guest.phone.as_ref().map_or("", PhoneNumber::as_str).to_owned(),
        reservation.seats.to_string(),
        entry.admitted.to_string(),
        status_in_words(reservation.status, locale).to_owned(),
        source_in_words(reservation.source, locale).to_owned(),
        needs.join(", "),
        guest.note.as_ref().map_or("", Note::as_str).to_owned(),
        guest.locale.tag().to_owned(),
        local(reservation.booked_at, zone),
        mail.unwrap_or_default().to_owned(),
        performance.show_title.clone(),
        performance.venue_name.clone(),
        local(performance.starts_at, zone),
    ]
}

/// The time on the wall, in a form that every spreadsheet reads.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

const fn status_in_words(status: Status, locale: Locale) -> &'static str {
    match (locale, status) {
        (Locale::It, Status::Pending { .. }) => "in attesa",
        (Locale::It, Status::Expired) => "scaduta",
        (Locale::It, Status::Confirmed) => "confermata",
        (Locale::It, Status::Cancelled) => "annullata",
        (Locale::En, Status::Pending { .. }) => "pending",
        (Locale::En, Status::Expired) => "expired",
        (Locale::En, Status::Confirmed) => "confirmed",
        (Locale::En, Status::Cancelled) => "cancelled",
    }
}

const fn source_in_words(source: BookingSource, locale: Locale) -> &'static str {
    match (locale, source) {
        (Locale::It, BookingSource::Website) => "sito",
        (Locale::It, BookingSource::Office) => "botteghino",
        (Locale::It, BookingSource::Door) => "ingresso",
        (Locale::En, BookingSource::Website) => "website",
        (Locale::En, BookingSource::Office) => "box office",
        (Locale::En, BookingSource::Door) => "door",
    }
}

const fn need_in_words(need: AccessNeed, locale: Locale) -> &'static str {
    match (locale, need) {
        (Locale::It, AccessNeed::WheelchairPlace) => "posto per sedia a rotelle",
        (Locale::It, AccessNeed::Companion) => "accompagnatore",
        (Locale::It, AccessNeed::HearingLoop) => "anello magnetico",
        (Locale::En, AccessNeed::WheelchairPlace) => "wheelchair place",
        (Locale::En, AccessNeed::Companion) => "companion",
        (Locale::En, AccessNeed::HearingLoop) => "hearing loop",
    }
}

const fn mail_in_words(state: MessageState, locale: Locale) -> &'static str {
    match (locale, state) {
        (Locale::It, MessageState::Waiting) => "in attesa",
        (Locale::It, MessageState::Sent) => "inviata",
        (Locale::It, MessageState::Refused) => "rifiutata",
        (Locale::It, MessageState::Dropped) => "superata",
        (Locale::En, MessageState::Waiting) => "waiting",
        (Locale::En, MessageState::Sent) => "sent",
        (Locale::En, MessageState::Refused) => "refused",
        (Locale::En, MessageState::Dropped) => "dropped",
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+39 011 5550199", "'+39 011 5550199")]
    #[case("-2", "'-2")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\tcmd", "'\tcmd")]
    #[case("\r=1", "'\r=1")]
    #[case("Anna =1", "Anna =1")]
    #[case("", "")]
    fn no_cell_is_a_formula(#[case] typed: &str, #[case] written: &str) {
        assert_eq!(harmless(typed.to_owned()), written);
    }

    #[test]
    fn the_table_says_that_it_is_utf_8() {
        for locale in Locale::ALL {
            assert!(heading(locale).starts_with(&[0xef, 0xbb, 0xbf]));
        }
    }
}
