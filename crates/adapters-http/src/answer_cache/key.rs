use crate::{
    http::{encoding::Encoding, state::App},
    pages::Visitor,
};
use axum::extract::MatchedPath;
use azionelab_domain::Locale;
use http::{Method, request::Parts};

/// The public answers of the API. They do not depend on the client.
const API: [&str; 10] = [
    "/api/v1/home",
    "/api/v1/pages/{slug}",
    "/api/v1/performances",
    "/api/v1/performances/{id}",
    "/api/v1/performances/{id}/other-dates",
    "/api/v1/shows",
    "/api/v1/shows/{slug}",
    "/api/v1/site",
    "/api/v1/venues",
    "/api/v1/venues/{slug}",
];

/// The pages, and the files about the site. They depend on the visitor's language and the like.
const PAGES: [&str; 17] = [
    "/",
    "/accessibility",
    "/calendar",
    "/calendar.ics",
    "/manifest.webmanifest",
    "/pages/{slug}",
    "/performances/{id}",
    "/privacy",
    "/reservation",
    "/robots.txt",
    "/shows",
    "/shows/{slug}",
    "/shows/{slug}/calendar.ics",
    "/sitemap.xml",
    "/t",
    "/venues",
    "/venues/{slug}",
];

/// In bytes. Longer addresses are not ours.
const LONGEST_ADDRESS: usize = 512;

/// What an answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    edits: u64,
    /// The path with its query.
    address: String,
    encoding: Encoding,
    /// Of pages only.
    visitor: Option<KindOfVisitor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct KindOfVisitor {
    language: Locale,
    theme: Option<&'static str>,
    sees_mailbox: bool,
}

impl KindOfVisitor {
    /// Returns `None` if the address names a language: the answer stores it in a cookie.
    fn of(app: &App, parts: &Parts) -> Option<Self> {
        let Visitor { language, requested, theme, sees_mailbox, .. } = Visitor::of(app, parts);
        requested.is_none().then_some(Self { language, theme, sees_mailbox })
    }
}

impl Key {
    /// Returns `None` if the answer is not to be stored.
    pub fn of(app: &App, edits: u64, parts: &Parts) -> Option<Self> {
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        let address = parts.uri.path_and_query()?.as_str();
        if !is_read || address.len() > LONGEST_ADDRESS {
            return None;
        }
        let route = parts.extensions.get::<MatchedPath>()?.as_str();
        let visitor = if PAGES.contains(&route) {
            Some(KindOfVisitor::of(app, parts)?)
        } else if API.contains(&route) {
            None
        } else {
            return None;
        };
        let encoding = Encoding::accepted(&parts.headers).next()?;
        Some(Self { edits, address: address.to_owned(), encoding, visitor })
    }

    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub const fn is_of_page(&self) -> bool {
        self.visitor.is_some()
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        size_of::<Self>() + self.address.len()
    }
}
