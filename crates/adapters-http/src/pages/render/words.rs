use super::{Around, fill::fill, to_html};
use crate::pages::{
    texts::{self, States},
    visitor::Visitor,
};
use askama::Template;
use azionelab_application::programme::Site;
use azionelab_domain::Locale;

#[derive(Template)]
#[template(path = "website/nothing_here.html")]
struct NothingHere<'a> {
    around: Around<'a>,
}

pub(in crate::pages) fn not_found(site: &Site, visitor: &Visitor) -> String {
    to_html(&NothingHere { around: Around::new(site, visitor, "/") })
}

#[derive(Template)]
#[template(path = "website/down.html")]
struct Down<'a> {
    states: &'static States,
    place: &'a str,
}

/// Shown when not even the company's name can be loaded.
pub(in crate::pages) fn down(visitor: &Visitor) -> String {
    let states = &texts::of(visitor.language).states;
    to_html(&Down { states, place: &visitor.place })
}

#[derive(Template)]
#[template(path = "website/waiting.html")]
struct Waiting<'a> {
    around: Around<'a>,
    title: &'a str,
    text: &'a str,
    /// For browsers without scripts.
    instead: String,
}

#[derive(Template)]
#[template(path = "website/waiting_ticket.html")]
struct WaitingTicket<'a> {
    around: Around<'a>,
    title: &'a str,
    text: &'a str,
    /// For browsers without scripts.
    instead: String,
}

/// The holder's page in its waiting state (the app's `app-waiting-ticket`). The secret never
/// reaches the server, so only the app can show more.
pub(in crate::pages) fn reservation(site: &Site, visitor: &Visitor) -> String {
    let texts = texts::reservation(visitor.language);
    to_html(&WaitingTicket {
        around: Around::new(site, visitor, "/reservation"),
        title: &texts.title,
        text: &texts.waiting,
        instead: help(site, visitor.language),
    })
}

/// The page behind a ticket's QR code. The server does not know the ticket either.
pub(in crate::pages) fn ticket(site: &Site, visitor: &Visitor) -> String {
    let texts = texts::ticket(visitor.language);
    to_html(&Waiting {
        around: Around::new(site, visitor, "/t"),
        title: &texts.title,
        text: &texts.waiting,
        instead: texts.valid.lead.clone(),
    })
}

#[derive(Template)]
#[template(path = "website/staff.html")]
struct Staff<'a> {
    title: &'a str,
    text: &'a str,
    /// For browsers without scripts.
    instead: String,
}

/// A page for staff. Only the app knows who is signed in.
pub(in crate::pages) fn staff(site: &Site, visitor: &Visitor) -> String {
    to_html(&Staff {
        title: &texts::staff(visitor.language).sign_in.title,
        text: &texts::of(visitor.language).states.loading,
        instead: help(site, visitor.language),
    })
}

/// Explains that the page needs scripts, and whom to ask for help.
pub(super) fn help(site: &Site, language: Locale) -> String {
    let why = &crate::texts::server(language).no_scripts;
    let help = fill(&texts::reservation(language).help, &[("email", &site.contact.email)]);
    if site.contact.email.is_empty() { why.clone() } else { format!("{why} {help}") }
}
