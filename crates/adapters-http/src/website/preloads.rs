use std::collections::HashMap;

use azionelab_domain::Locale;
use serde::Deserialize;

use super::files::Files;

/// A page of the site, by the name that the build knows it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    Home,
    Shows,
    Show,
    Calendar,
    Venues,
    Venue,
    Page,
    Booking,
    Reservation,
    Ticket,
    NotFound,
}

impl Route {
    const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Shows => "shows",
            Self::Show => "show",
            Self::Calendar => "calendar",
            Self::Venues => "venues",
            Self::Venue => "venue",
            Self::Page => "page",
            Self::Booking => "booking",
            Self::Reservation => "reservation",
            Self::Ticket => "ticket",
            Self::NotFound => "not-found",
        }
    }
}

/// `routes.json`: the scripts that a page will ask for, by page and by language.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Scripts {
    initial: Vec<String>,
    routes: HashMap<String, Vec<String>>,
    languages: HashMap<String, Vec<String>>,
}

/// The scripts to fetch while the page is still being read. Without them it is slower, no more.
pub(super) fn scripts(files: &dyn Files, route: Route, language: Locale) -> Vec<String> {
    let read = files.read("routes.json");
    let mut scripts = read
        .and_then(|file| serde_json::from_slice::<Scripts>(&file.content).ok())
        .unwrap_or_default();
    let of_route = scripts.routes.remove(route.name()).unwrap_or_default();
    let of_language = scripts.languages.remove(language.tag()).unwrap_or_default();
    [scripts.initial, of_route, of_language].concat()
}
