//! The sentences of the mails. Each language has one file in `catalogues`.

use azionelab_domain::Locale;
use serde::Deserialize;
use std::sync::LazyLock;

macro_rules! catalogues {
    ($($locale:ident $tag:literal;)*) => {
        /// The sentences in a language. A test reads all of them.
        pub(super) fn catalogue(locale: Locale) -> &'static Catalogue {
            match locale {
                $(Locale::$locale => {
                    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
                        read(include_str!(concat!("../../catalogues/", $tag, ".json")))
                    });
                    &CATALOGUE
                })*
            }
        }
    };
}

azionelab_domain::with_languages!(catalogues);

fn read(file: &str) -> Catalogue {
    serde_json::from_str(file).expect("a test reads the catalogues")
}

/// A text with placeholders such as `{show}`. `*…*` is emphasis.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    Same(String),
    Counted(Plural),
}

/// A text for one seat, and one for several.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plural {
    one: String,
    other: String,
}

impl Plural {
    pub fn form(&self, is_one: bool) -> &str {
        if is_one { &self.one } else { &self.other }
    }
}

impl Text {
    /// The text for one seat, or for several.
    pub fn form(&self, is_one: bool) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Counted(plural) => plural.form(is_one),
        }
    }
}

/// A part of a filled text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Strong(String),
    /// The title of the show: in quotation marks, or emphasised.
    Show(String),
    /// An e-mail address, which is a link in HTML.
    Email(String),
}

/// Fills a text. An unknown placeholder stays.
pub(super) fn pieces(text: &str, value: impl Fn(&str) -> Option<String>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, part) in text.split('*').enumerate() {
        let as_piece = if index % 2 == 0 { Piece::Text } else { Piece::Strong };
        let mut rest = part;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, next) = after.split_once('}').unwrap_or((after, ""));
            pieces.push(as_piece(before.to_owned()));
            let value = value(name).unwrap_or_else(|| format!("{{{name}}}"));
            pieces.push(match name {
                "show" => Piece::Show(value),
                "email" => Piece::Email(value),
                _ => as_piece(value),
            });
            rest = next;
        }
        pieces.push(as_piece(rest.to_owned()));
    }
    pieces.retain(
        |piece| !matches!(piece, Piece::Text(text) | Piece::Strong(text) if text.is_empty()),
    );
    pieces
}

/// Fills a text without markup.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    plain(pieces(text, value), "{title}")
}

/// The pieces as plain text. `quoted` is the title of a show in quotation marks.
pub(super) fn plain(pieces: Vec<Piece>, quoted: &str) -> String {
    let text = |piece| match piece {
        Piece::Text(text) | Piece::Strong(text) | Piece::Email(text) => text,
        Piece::Show(title) => quoted.replace("{title}", &title),
    };
    pieces.into_iter().map(text).collect()
}

/// Parts of the catalogue, named as in the files.
macro_rules! parts {
    ($($name:ident { $($text:ident: $of:ty),* $(,)? })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub(super) struct $name { $(pub $text: $of),* }
    )*};
}

parts! {
    Catalogue {
        dates: Dates,
        common: Common,
        details: Details,
        confirm_your_seats: ConfirmYourSeats,
        your_ticket: YourTicket,
        cancelled_by_visitor: CancelledByVisitor,
        cancelled_by_office: CancelledByOffice,
        cancelled_by_theatre: CancelledByTheatre,
        rescheduled: Rescheduled,
        transferred: Transferred,
        seats_changed: SeatsChanged,
        invitation: ToStaff,
        password_reset: ToStaff,
        test: Test,
    }
    Dates {
        weekdays: [String; 7],
        months: [String; 12],
        first_day: String,
        day: String,
        time: String,
        moment: String,
        deadline: String,
    }
    Common {
        greeting: String,
        greeting_without_name: String,
        seats: Plural,
        quoted: String,
        book_again: String,
        message_to_guests: String,
        copy_link: String,
        do_not_forward: String,
        manage: String,
        show_code: Text,
        show_attached_code: Text,
        code_picture: String,
        summary: Text,
        access: String,
        calendar_updates: Text,
        see_you_soon: String,
    }
    Details { show: String, when: String, doors: String, place: String, seats: String, code: String }
    ConfirmYourSeats {
        subject: Text,
        preheader: Text,
        preheader_late: Text,
        heading: Text,
        asked: Text,
        asked_late: Text,
        confirm: Text,
        button: String,
        otherwise: Text,
        otherwise_late: Text,
    }
    YourTicket { subject: Text, heading: Text, confirmed: Text, change: Text, calendar: Text }
    CancelledByVisitor {
        subject: Text,
        preheader: Text,
        heading: Text,
        cancelled: Text,
        again: Text,
        again_here: Text,
        not_you: Text,
    }
    CancelledByOffice {
        subject: Text,
        preheader: Text,
        heading: Text,
        cancelled: Text,
        mistake: Text,
        again: Text,
        again_here: Text,
    }
    CancelledByTheatre {
        subject: Text,
        preheader: Text,
        heading: Text,
        cancelled: Text,
        reservation: Text,
        other_dates: Text,
        button: String,
        questions: Text,
    }
    Rescheduled {
        subject: Text,
        subject_same_day: Text,
        preheader: Text,
        preheader_same_day: Text,
        heading: Text,
        heading_same_day: Text,
        moved: Text,
        moved_now: Text,
        kept: Text,
        kept_same_day: Text,
        unconfirmed: Text,
        cancel: Text,
        open: Text,
    }
    Transferred { subject: Text, heading: Text, moved: Text, moved_now: Text, change: Text }
    SeatsChanged {
        subject: Text,
        heading: Text,
        changed: Text,
        changed_now: Text,
        still_valid: Text,
        change: Text,
        not_you: Text,
    }
    ToStaff { subject: String, preheader: String, heading: String, lead: String, button: String, note: String }
    Test { subject: String, text: String }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    macro_rules! files {
        ($($locale:ident $tag:literal;)*) => {
            [$(($tag, include_str!(concat!("../../catalogues/", $tag, ".json")))),*]
        };
    }

    /// The placeholders of each text by its path. The form for one seat may omit the number.
    fn placeholders(value: &Value, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
        match value {
            Value::String(text) => {
                let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                let names = names.map(|(name, _)| name.to_owned()).collect();
                assert!(!text.trim().is_empty(), "{path}");
                assert_eq!(text.matches('*').count() % 2, 0, "{path}: {text}");
                found.insert(path.to_owned(), names);
            }
            Value::Object(members) if members.contains_key("other") => {
                placeholders(&members["other"], path, found);
            }
            Value::Object(members) => {
                for (name, member) in members {
                    placeholders(member, &format!("{path}.{name}"), found);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn all_catalogues_have_the_same_texts_with_the_same_placeholders() {
        let read = |file: &str| {
            let mut found = BTreeMap::new();
            placeholders(&serde_json::from_str(file).unwrap(), "", &mut found);
            found
        };
        let [(_, first), others @ ..] = azionelab_domain::with_languages!(files);
        for (tag, file) in others {
            assert_eq!(read(file), read(first), "{tag}");
        }
        for locale in Locale::ALL {
            let names = &catalogue(locale).dates;
            assert_eq!(names.months.iter().collect::<BTreeSet<_>>().len(), 12, "{locale}");
            assert_eq!(names.weekdays.iter().collect::<BTreeSet<_>>().len(), 7, "{locale}");
        }
    }

    #[test]
    fn values_are_not_read_as_placeholders_or_markup() {
        let value = |name: &str| (name == "show").then(|| "{until} *".to_owned());
        let filled = pieces("a {show} *b* {until}", value);
        assert_eq!(
            filled,
            [
                Piece::Text("a ".into()),
                Piece::Show("{until} *".into()),
                Piece::Text(" ".into()),
                Piece::Strong("b".into()),
                Piece::Text(" ".into()),
                Piece::Text("{until}".into()),
            ]
        );
        assert_eq!(plain(filled, "‘{title}’"), "a ‘{until} *’ b {until}");
    }
}
