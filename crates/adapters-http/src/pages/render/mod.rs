//! The HTML that is shown until the app has started, and to visitors without scripts. It uses the
//! markup of the app's templates, so that nothing moves when the app takes over.

mod booking;
mod fill;
mod home;
mod letter;
mod night;
mod poster;
mod programme;
mod show;
mod tile;
mod venue;
mod venue_card;
mod when;
mod words;

use super::{
    texts::{self, Texts},
    visitor::Visitor,
};
use askama::Template;
use azionelab_application::programme::{PageLink, Site};
use azionelab_domain::{Locale, Slug};

pub(super) use self::{
    booking::{booking, booking_title},
    home::home,
    letter::{company_page, statement},
    programme::{calendar, shows, venues},
    show::show,
    venue::venue,
    words::{down, not_found, reservation, staff, ticket},
};

/// The layout around every page.
struct Around<'a> {
    site: &'a Site,
    t: &'static Texts,
    language: Locale,
    theme: Option<&'static str>,
    is_dark: bool,
    /// The path of the page.
    path: &'a str,
    /// The address of the site.
    base: String,
}

impl<'a> Around<'a> {
    fn new(site: &'a Site, visitor: &Visitor, path: &'a str) -> Self {
        Self {
            site,
            t: texts::of(visitor.language),
            language: visitor.language,
            theme: visitor.theme,
            is_dark: visitor.theme == Some("dark"),
            path,
            base: visitor.base.clone(),
        }
    }

    /// The address of the site for calendar programs: all of them know `webcal`, but few know
    /// `webcals`.
    fn webcal(&self) -> String {
        let host = self.base.split_once("://").map_or("", |(_, host)| host);
        format!("webcal://{host}")
    }

    fn has_contacts(&self) -> bool {
        let contact = &self.site.contact;
        [&contact.address, &contact.phone, &contact.email].iter().any(|one| !one.is_empty())
    }

    /// The e-mail address before and from its `@`, where a narrow footer breaks it.
    fn email_parts(&self) -> Option<(&str, &str)> {
        let email = &self.site.contact.email;
        email.rfind('@').map(|at| email.split_at(at))
    }

    fn current(&self, section: &str) -> &'static str {
        let rest = self.path.strip_prefix(section);
        let is_here = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if is_here { " aria-current=\"page\"" } else { "" }
    }

    fn current_page(&self, slug: &Slug) -> &'static str {
        self.current(&format!("/pages/{slug}"))
    }

    /// The languages of the site, the theatre's own first, then by their own names: each with its
    /// name, and whether it is that of this page.
    fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let named = |language: Locale| {
            let name = crate::texts::all(language).language.name.as_str();
            (language.tag(), name, language == self.language)
        };
        let mut languages = Locale::ALL.map(named).to_vec();
        languages[1..].sort_unstable_by_key(|(_, name, _)| *name);
        languages
    }

    fn telephone(&self) -> String {
        self.site.contact.phone.replace(' ', "")
    }

    /// The company's pages without those that have an address of their own.
    fn other_pages(&self) -> impl Iterator<Item = &'a PageLink> {
        let has_none = |slug: &str| !matches!(slug, "privacy" | "accessibility");
        self.site.pages.iter().filter(move |page| has_none(page.slug.as_str()))
    }
}

fn to_html(template: &impl Template) -> String {
    // Rendering into a string fails only if the template does, and ours do not.
    template.render().unwrap_or_default()
}
