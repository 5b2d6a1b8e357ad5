//! The app's own texts for the rendered HTML, so that nothing changes when the app takes over.

pub(in crate::pages) use crate::texts::Plural;
use crate::texts::all;
use azionelab_domain::Locale;
use serde::Deserialize;
use std::collections::HashMap;

/// Texts of all pages.
pub(super) fn of(language: Locale) -> &'static Texts {
    &all(language).site
}

/// Texts of the booking page.
pub(super) fn booking(language: Locale) -> &'static Booking {
    &all(language).booking
}

/// Texts of the holder's page.
pub(super) fn reservation(language: Locale) -> &'static Reservation {
    &all(language).reservation
}

/// Texts of the ticket page.
pub(super) fn ticket(language: Locale) -> &'static Ticket {
    &all(language).ticket
}

/// Texts of the pages for staff.
pub(super) fn staff(language: Locale) -> &'static Staff {
    &all(language).staff
}

/// The built-in statements on privacy and accessibility.
pub(super) fn statements(language: Locale) -> &'static Statements {
    &all(language).statements
}

/// Sections of texts, named as in the files.
macro_rules! sections {
    ($($name:ident { $($(#[$attribute:meta])* $text:ident: $of:ty),* $(,)? })*) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name { $($(#[$attribute])* pub $text: $of),* }
    )*};
}

sections! {
    Texts {
        calendar: Calendar,
        footer: Footer,
        home: Home,
        look: Look,
        nav: Nav,
        other_dates: OtherDates,
        pages: Pages,
        performance: Performance,
        show: Show,
        shows: Shows,
        states: States,
        venues: Venues,
    }
    Calendar {
        title: String,
        list: String,
        month: String,
        view: String,
        none: String,
        subscribe: String,
        filter: String,
        all_shows: String,
    }
    Footer { label: String, contacts: String, company: String, feed: String, staff: String }
    Home {
        next: String,
        tonight: String,
        today: String,
        tomorrow: String,
        programme: String,
        whole_calendar: String,
        shows: String,
        all_shows: String,
        about: String,
        dark: String,
        dark_text: String,
        free_seats: String,
    }
    Look { language: String, theme: String, light: String, dark: String, device: String, to_light: String, to_dark: String }
    Nav {
        label: String,
        home: String,
        shows: String,
        calendar: String,
        venues: String,
        menu: String,
        close_menu: String,
        skip: String,
    }
    OtherDates { heading: String, none: String, calendar: String }
    Pages { privacy: String, accessibility: String }
    Performance {
        book: String,
        book_for: String,
        available: Plural,
        few: Plural,
        sold_out: String,
        cancelled: String,
        closed: String,
        closed_with_seats: Plural,
        closes_soon: String,
        not_yet_open: String,
        rescheduled: String,
        past: String,
        at: String,
        other_dates: String,
    }
    Show {
        duration: String,
        durations: Durations,
        admission: String,
        free: String,
        age: String,
        language: String,
        languages: HashMap<String, String>,
        dates: String,
        no_dates: String,
        about: String,
        credits: String,
        #[serde(rename = "where")]
        place: String,
        subscribe: String,
        share: String,
    }
    Durations {
        hours: String,
        minutes: String,
        #[serde(rename = "hours_and_minutes")]
        hours_and_minutes: String,
    }
    Shows {
        title: String,
        filter: String,
        every: String,
        current: String,
        past: String,
        none: String,
        none_playing: String,
        next: String,
        last: String,
    }
    Staff {
        sign_in: StaffSignIn,
    }
    StaffSignIn {
        title: String,
        lead: String,
    }
    States {
        loading: String,
        not_found_title: String,
        not_found: String,
        to_home: String,
        to_calendar: String,
        down_title: String,
        down: String,
        retry: String,
    }
    Venues {
        title: String,
        all: String,
        none: String,
        map: String,
        map_of: String,
        directions: String,
        directions_to: String,
        access: String,
        next: String,
        none_here: String,
    }

    Booking {
        title: String,
        heading: String,
        stub: Stub,
        seats: Party,
        name: Field,
        email: Field,
        closed: NotBookable,
    }
    Stub {
        label: String,
        seats: Plural,
        name: String,
        doors: String,
        rescheduled: String,
        state: Stamp,
    }
    Stamp { cancelled: String }
    Party { label: String, at_most: String, write_to: String, all_that_is_left: Plural }
    Field { label: String, hint: String }
    NotBookable {
        sold_out_title: String,
        sold_out: String,
        cancelled_title: String,
        cancelled: String,
        not_yet_open_title: String,
        not_yet_open: String,
        closed_title: String,
        closed: String,
        closed_call: String,
        at_the_door: Plural,
        past_title: String,
        past: String,
    }
    Reservation { title: String, waiting: String, help: String }
    Ticket { title: String, waiting: String, valid: ValidTicket }
    ValidTicket { lead: String }

    Statements { privacy: Statement, accessibility: Statement, contact: String }
    Statement { title: String, lead: String, parts: Vec<Part> }
    Part { title: String, text: String }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_texts_exist_in_each_language() {
        for language in Locale::ALL {
            assert!(!of(language).calendar.title.is_empty());
            assert!(!statements(language).privacy.parts.is_empty());
            assert!(booking(language).title.contains("{show}"));
            assert!(reservation(language).help.contains("{email}"));
            assert!(!ticket(language).valid.lead.is_empty());
        }
    }
}
