//! Words in the lists that staff export and print.

use azionelab_domain::{AccessNeed, Locale};

/// Stands for the name of a guest whose personal data has been erased.
pub const fn erased(locale: Locale) -> &'static str {
    match locale {
        Locale::It => "Dati cancellati",
        Locale::En => "Data deleted",
    }
}

pub const fn access_need(need: AccessNeed, locale: Locale) -> &'static str {
    match (locale, need) {
        (Locale::It, AccessNeed::WheelchairPlace) => "posto per sedia a rotelle",
        (Locale::It, AccessNeed::Companion) => "accompagnatore",
        (Locale::It, AccessNeed::HearingLoop) => "anello magnetico",
        (Locale::En, AccessNeed::WheelchairPlace) => "wheelchair space",
        (Locale::En, AccessNeed::Companion) => "companion",
        (Locale::En, AccessNeed::HearingLoop) => "hearing loop",
    }
}
