//! The CSV files of the box office (RFC 4180).

use crate::texts;
use azionelab_application::{box_office::ReservationEntry, mail::MessageState};
use azionelab_domain::{
    BookingSource, EmailAddress, Locale, MultilineText, PersonName, PhoneNumber, StatusKind,
};
use csv::{Terminator, WriterBuilder};
use jiff::{Timestamp, tz::TimeZone};

/// Spreadsheets recognise UTF-8 by it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const COLUMNS: usize = 16;

pub(crate) fn heading(locale: Locale) -> Vec<u8> {
    let t = &texts::server(locale).csv.columns;
    let names = [
        &t.code,
        &t.name,
        &t.email,
        &t.phone,
        &t.seats,
        &t.admitted,
        &t.status,
        &t.source,
        &t.needs,
        &t.notes,
        &t.language,
        &t.booked,
        &t.mail,
        &t.show,
        &t.venue,
        &t.start,
    ];
    let mut text = BYTE_ORDER_MARK.to_vec();
    text.extend(written([names.map(String::clone)], locale));
    text
}

pub(crate) fn rows(entries: &[ReservationEntry], locale: Locale) -> Vec<u8> {
    written(entries.iter().map(|entry| row(entry, locale)), locale)
}

/// Spreadsheets expect a semicolon where the comma is the decimal separator.
fn separator(locale: Locale) -> u8 {
    u8::try_from(texts::server(locale).csv.separator).unwrap_or(b',')
}

fn written(rows: impl IntoIterator<Item = [String; COLUMNS]>, locale: Locale) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(separator(locale))
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.map(|cell| harmless(&cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// Prefixes an apostrophe so that no spreadsheet reads the cell as a formula (OWASP, CSV
/// Injection). A spreadsheet with another separator may split a cell, so this also applies after
/// `;`, `,` and tabs.
fn harmless(cell: &str) -> String {
    let mut written = String::with_capacity(cell.len() + 1);
    let mut begins = true;
    for letter in cell.chars() {
        let letter = if matches!(letter, '\r' | '\n') { ' ' } else { letter };
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t')
        {
            written.push('\'');
        }
        begins = matches!(letter, ';' | ',' | '\t') || (begins && letter == ' ');
        written.push(letter);
    }
    written
}

/// Makes spreadsheets read the cell as text: a phone number keeps its leading zero or plus, and a
/// code such as `23E456` does not become a power of ten. The added mark is invisible. Our parsers
/// remove it from pasted text.
fn as_text(cell: &str) -> String {
    const LEFT_TO_RIGHT_MARK: char = '\u{200E}';
    match cell.chars().next() {
        None => String::new(),
        Some(letter) if letter.is_alphabetic() => cell.to_owned(),
        Some(_) => format!("{LEFT_TO_RIGHT_MARK}{cell}"),
    }
}

fn row(entry: &ReservationEntry, locale: Locale) -> [String; COLUMNS] {
    let (reservation, performance) = (&entry.reservation, &entry.performance);
    let guest = &reservation.guest;
    let zone = &performance.time_zone;
    let needs: Vec<_> =
        guest.access_needs.iter().map(|need| texts::access_need(*need, locale)).collect();
    let mail = entry.latest_message.map(|message| mail_in_words(message.state, locale));
    [
        as_text(reservation.code.as_str()),
        guest.name.as_ref().map_or(texts::erased(locale), PersonName::as_str).to_owned(),
        guest.email.as_ref().map_or("", EmailAddress::as_str).to_owned(),
        as_text(guest.phone.as_ref().map_or("", PhoneNumber::as_str)),
        reservation.seats.to_string(),
        entry.admitted.to_string(),
        status_in_words(reservation.status.kind(), locale).to_owned(),
        source_in_words(reservation.source, locale).to_owned(),
        needs.join(", "),
        guest.notes.as_ref().map_or("", MultilineText::as_str).to_owned(),
        guest.locale.tag().to_owned(),
        local(reservation.booked_at, zone),
        mail.unwrap_or_default().to_owned(),
        performance.show_title.clone(),
        performance.venue_name.clone(),
        local(performance.starts_at, zone),
    ]
}

/// The local time, in a form that every spreadsheet reads.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn status_in_words(status: StatusKind, locale: Locale) -> &'static str {
    let t = &texts::all(locale).reservations.statuses;
    match status {
        StatusKind::Pending => &t.pending,
        StatusKind::Expired => &t.expired,
        StatusKind::Confirmed => &t.confirmed,
        StatusKind::Cancelled => &t.cancelled,
    }
}

fn source_in_words(source: BookingSource, locale: Locale) -> &'static str {
    let t = &texts::server(locale).csv.sources;
    match source {
        BookingSource::Website => &t.website,
        BookingSource::Office => &t.office,
        BookingSource::Door => &t.door,
    }
}

fn mail_in_words(state: MessageState, locale: Locale) -> &'static str {
    let t = &texts::all(locale).reservations.mail_states;
    match state {
        MessageState::Waiting => &t.waiting,
        MessageState::Sent => &t.sent,
        MessageState::Refused => &t.refused,
        MessageState::Dropped => &t.dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+39 011 5550199", "'+39 011 5550199")]
    #[case("-2", "'-2")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\tcmd", "'\tcmd")]
    #[case("\r=1", " '=1")]
    #[case("  =1", "  '=1")]
    #[case("＝1+1", "'＝1+1")]
    #[case("Anna;=1+1;Bianchi", "Anna;'=1+1;Bianchi")]
    #[case("Grazie\n=HYPERLINK(\"//evil\"; A1)", "Grazie =HYPERLINK(\"//evil\"; A1)")]
    #[case("a, -b", "a, '-b")]
    #[case("Anna =1", "Anna =1")]
    #[case("una-due", "una-due")]
    #[case("", "")]
    fn no_cell_is_a_formula(#[case] typed: &str, #[case] written: &str) {
        assert_eq!(harmless(typed), written);
    }

    #[rstest]
    #[case("+39 011 5550199", "\u{200E}+39 011 5550199")]
    #[case("0115550199", "\u{200E}0115550199")]
    #[case("011.555.019", "\u{200E}011.555.019")]
    #[case("(011) 5550199", "\u{200E}(011) 5550199")]
    #[case("23E456", "\u{200E}23E456")]
    #[case("234567", "\u{200E}234567")]
    #[case("K7QF3M", "K7QF3M")]
    #[case("", "")]
    fn phone_numbers_and_codes_are_not_numbers_to_spreadsheets(
        #[case] cell: &str,
        #[case] written: &str,
    ) {
        assert_eq!(harmless(&as_text(cell)), written);
    }

    #[test]
    fn each_language_uses_the_separator_of_its_spreadsheets() {
        let heading = |locale| String::from_utf8(heading(locale)).unwrap();
        assert!(heading(Locale::It).contains("Codice;Nome;"));
        assert!(heading(Locale::En).contains("Code,Name,"));
    }

    #[test]
    fn the_file_declares_utf_8() {
        for locale in Locale::ALL {
            assert!(heading(locale).starts_with(&[0xef, 0xbb, 0xbf]));
        }
    }
}
