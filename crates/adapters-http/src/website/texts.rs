//! The texts of the first HTML: the app's own, so that nothing changes when it takes over.

use std::sync::LazyLock;

use azionelab_domain::Locale;
use serde::Deserialize;

static ITALIAN: LazyLock<Texts> =
    LazyLock::new(|| read(include_str!("../../../../frontend/src/app/texts/it.json")));
static ENGLISH: LazyLock<Texts> =
    LazyLock::new(|| read(include_str!("../../../../frontend/src/app/texts/en.json")));

/// The texts in a language.
pub(super) fn of(language: Locale) -> &'static Texts {
    match language {
        Locale::It => &ITALIAN,
        Locale::En => &ENGLISH,
    }
}

fn read(texts: &str) -> Texts {
    serde_json::from_str(texts).expect("a test reads them")
}

/// Sections of texts, by the names that they have in the files.
macro_rules! sections {
    ($($name:ident { $($text:ident: $of:ty),* $(,)? })*) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name { $(pub $text: $of),* }
    )*};
}

sections! {
    Texts {
        calendar: Calendar,
        home: Home,
        pages: Pages,
        performance: Performance,
        shows: Shows,
        states: States,
        venues: Venues,
    }
    Calendar { title: String }
    Home { free_seats: String }
    Pages { privacy: String, accessibility: String }
    Performance { book: String }
    Shows { title: String }
    States { not_found_title: String, not_found: String }
    Venues { title: String }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language() {
        for language in Locale::ALL {
            assert!(!of(language).calendar.title.is_empty());
        }
    }
}
