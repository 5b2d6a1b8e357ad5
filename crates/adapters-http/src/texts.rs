//! The texts of the site and the office. Each language has one file in `frontend/texts`, which the
//! app uses too.

use crate::pages::texts::{Booking, Reservation, Staff, Statements, Texts, Ticket};
use azionelab_domain::{AccessNeed, Locale};
use jiff::civil::Weekday;
use serde::Deserialize;
use std::sync::LazyLock;

macro_rules! files {
    ($($locale:ident $tag:literal;)*) => {
        /// The texts in a language. A test reads all of them.
        pub(crate) fn all(language: Locale) -> &'static All {
            match language {
                $(Locale::$locale => {
                    static TEXTS: LazyLock<All> = LazyLock::new(|| {
                        read(include_str!(concat!("../../../frontend/texts/", $tag, ".json")))
                    });
                    &TEXTS
                })*
            }
        }
    };
}

azionelab_domain::with_languages!(files);

fn read(file: &str) -> All {
    serde_json::from_str(file).expect("a test reads them")
}

/// The texts that only the server uses.
pub(crate) fn server(language: Locale) -> &'static Server {
    &all(language).server
}

/// The texts of the printed door list.
pub fn door_list(language: Locale) -> &'static DoorList {
    &server(language).door_list
}

/// Stands for the name of a guest whose personal data has been erased.
pub fn erased(language: Locale) -> &'static str {
    &all(language).reservations.erased
}

pub fn access_need(need: AccessNeed, language: Locale) -> &'static str {
    let needs = &server(language).needs;
    match need {
        AccessNeed::WheelchairPlace => &needs.wheelchair_place,
        AccessNeed::Companion => &needs.companion,
        AccessNeed::HearingLoop => &needs.hearing_loop,
    }
}

/// Such as "Saturday".
pub fn weekday(day: Weekday, language: Locale) -> &'static str {
    &server(language).when.weekdays[monday_first(day)]
}

/// The place of a weekday in a list that begins on Monday.
pub(crate) fn monday_first(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()
}

/// Fills gaps such as `{name}` in a text.
pub fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let gap = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = gaps.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = if let Some((value, after)) = gap {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled + rest
}

/// All sections of a file that the server uses.
#[derive(Deserialize)]
pub(crate) struct All {
    pub language: Language,
    pub site: Texts,
    pub booking: Booking,
    pub reservation: Reservation,
    pub ticket: Ticket,
    pub staff: Staff,
    pub statements: Statements,
    pub reservations: Reservations,
    pub server: Server,
}

/// The language itself.
#[derive(Deserialize)]
pub(crate) struct Language {
    /// Its own name.
    pub name: String,
    /// With the region whose formats it uses, such as `en-GB`.
    pub region: String,
}

/// A singular and a plural text.
#[derive(Deserialize)]
pub(crate) struct Plural {
    pub one: String,
    pub other: String,
}

/// Sections of texts, named as in the files.
macro_rules! sections {
    ($($visible:vis $name:ident { $($text:ident: $of:ty),* $(,)? })*) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        $visible struct $name { $(pub $text: $of),* }
    )*};
}

sections! {
    pub(crate) Server {
        no_scripts: String,
        cannot_start: String,
        when: When,
        walk_in: String,
        needs: Needs,
        csv: Csv,
        door_list: DoorList,
        problems: crate::http::problem::Problems,
        seats_left: Plural,
        too_many_unconfirmed_for_performance: String,
        faults: Faults,
    }
    pub(crate) When {
        weekdays: [String; 7],
        short_weekdays: [String; 7],
        months: [String; 12],
        short_months: [String; 12],
        months_alone: [String; 12],
        day: String,
        full: String,
        short_full: String,
    }
    pub(crate) Needs { wheelchair_place: String, companion: String, hearing_loop: String }
    pub(crate) Csv { separator: char, file: String, columns: CsvColumns, sources: CsvSources }
    pub(crate) CsvColumns {
        code: String,
        name: String,
        email: String,
        phone: String,
        seats: String,
        admitted: String,
        status: String,
        source: String,
        needs: String,
        notes: String,
        language: String,
        booked: String,
        mail: String,
        show: String,
        venue: String,
        start: String,
    }
    pub(crate) CsvSources { website: String, office: String, door: String }
    pub DoorList {
        file: String,
        title: String,
        start: String,
        date: String,
        counts: String,
        printed: String,
        page: String,
        name: String,
        code: String,
        seats: String,
        none: String,
    }
    pub(crate) Faults {
        consent: String,
        required: String,
        too_long: String,
        too_short: String,
        out_of_range: String,
        invalid_name: String,
        invalid_email: String,
        invalid_phone: String,
        invalid_seats: String,
        invalid_needs: String,
        invalid_locale: String,
        invalid_date: String,
        invalid_body: String,
        invalid_ticket: String,
        invalid_time_zone: String,
        invalid_slug: String,
        invalid_code: String,
        invalid: String,
        reservation_code: String,
        invisible: String,
        wrong: String,
        unknown: String,
        unknown_parameter: String,
        repeated: String,
        no_such_local_time: String,
        ambiguous_local_time: String,
        duplicate: String,
        in_the_past: String,
        end_before_start: String,
        doors_after_start: String,
        after_start: String,
        beyond_ascii: String,
        web_address: String,
        too_common: String,
        repetitive: String,
        own_words: String,
    }
}

/// The words of the table of reservations, which the app shows too.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reservations {
    pub erased: String,
    pub statuses: Statuses,
    pub mail_states: MailStates,
}

#[derive(Deserialize)]
pub(crate) struct Statuses {
    pub pending: String,
    pub expired: String,
    pub confirmed: String,
    pub cancelled: String,
}

#[derive(Deserialize)]
pub(crate) struct MailStates {
    pub waiting: String,
    pub sent: String,
    pub refused: String,
    pub dropped: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use azionelab_domain::PersonName;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn each_language_has_its_texts_and_no_file_is_left_over() {
        for language in Locale::ALL {
            let All { language: own, server, .. } = all(language);
            assert!(!own.name.is_empty() && own.region.starts_with(language.tag()));
            assert!(server.csv.separator.is_ascii());
            assert!(PersonName::parse(&server.walk_in).is_ok());
        }
        let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/texts");
        let files = fs::read_dir(texts).unwrap().map(|file| file.unwrap().file_name());
        let tags = Locale::ALL.map(|locale| format!("{locale}.json").into());
        assert_eq!(files.collect::<BTreeSet<_>>(), BTreeSet::from(tags));
    }

    #[test]
    fn filled_values_are_not_filled_again() {
        let filled = fill("{a} e {b}, {c}", &[("a", "{b}"), ("b", "due")]);
        assert_eq!(filled, "{b} e due, {c}");
    }
}
