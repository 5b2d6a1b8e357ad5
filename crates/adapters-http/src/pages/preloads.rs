use crate::http::website::Files;
use azionelab_domain::Locale;
use serde::Deserialize;
use std::collections::HashMap;

/// The pages, with the names that the build uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    Home,
    Shows,
    Show,
    Calendar,
    Venues,
    Venue,
    Page,
    Statement,
    Booking,
    Reservation,
    Ticket,
    NotFound,
    /// Any page for staff.
    Staff,
}

impl Route {
    /// Whether the server renders content. It knows nothing about a ticket, because the ticket
    /// stays in the browser, and it does not render data for staff.
    pub const fn is_rendered(self) -> bool {
        !matches!(self, Self::Ticket | Self::Staff)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Shows => "shows",
            Self::Show => "show",
            Self::Calendar => "calendar",
            Self::Venues => "venues",
            Self::Venue => "venue",
            Self::Page => "page",
            Self::Statement => "statement",
            Self::Booking => "booking",
            Self::Reservation => "reservation",
            Self::Ticket => "ticket",
            Self::NotFound => "not-found",
            Self::Staff => "staff",
        }
    }
}

/// `routes.json`: the files that each page needs, by page and language.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Needs {
    /// Scripts of all pages.
    initial: Vec<String>,
    routes: HashMap<String, Vec<String>>,
    languages: HashMap<String, Vec<String>>,
    /// By page, then by language.
    texts: HashMap<String, HashMap<String, Vec<String>>>,
    fonts: Vec<String>,
    /// All scripts of the pages for staff, by language.
    staff: HashMap<String, Vec<String>>,
}

/// Files to fetch while the page is being parsed.
#[derive(Debug, Default)]
pub(super) struct Preloads {
    pub scripts: Vec<String>,
    pub fonts: Vec<String>,
}

/// Without `routes.json`, pages only load more slowly.
pub(super) fn of(files: &dyn Files, route: Route, language: Locale) -> Preloads {
    let read = files.read("routes.json");
    let mut needs = read
        .and_then(|file| serde_json::from_slice::<Needs>(&file.content).ok())
        .unwrap_or_default();
    if route == Route::Staff {
        let scripts = needs.staff.remove(language.tag()).unwrap_or_default();
        return Preloads { scripts, fonts: needs.fonts };
    }
    let (route, language) = (route.name(), language.tag());
    let texts = needs.texts.get_mut(route).and_then(|texts| texts.remove(language));
    let scripts =
        [Some(needs.initial), needs.routes.remove(route), needs.languages.remove(language), texts];
    Preloads { scripts: scripts.into_iter().flatten().flatten().collect(), fonts: needs.fonts }
}
