use askama::Template;
use azionelab_application::ports::{Listing, Site};
use jiff::Timestamp;

use super::{Around, night::Night, painted};
use crate::website::visitor::Visitor;

#[derive(Template)]
#[template(path = "website/nothing_here.html")]
struct NothingHere<'a> {
    around: Around<'a>,
}

/// What is said where there is nothing.
pub(in crate::website) fn nothing_here(site: &Site, visitor: &Visitor) -> String {
    painted(&NothingHere { around: Around::new(site, visitor, "/") })
}

#[derive(Template)]
#[template(path = "website/waiting.html")]
struct Waiting<'a> {
    around: Around<'a>,
    title: &'a str,
}

/// A page that only the app can show, for what it is about never reaches the server.
pub(in crate::website) fn waiting(
    site: &Site,
    title: &str,
    path: &str,
    visitor: &Visitor,
) -> String {
    painted(&Waiting { around: Around::new(site, visitor, path), title })
}

#[derive(Template)]
#[template(path = "website/booking.html")]
struct Booking<'a> {
    around: Around<'a>,
    night: Night<'a>,
}

/// A performance that is about to be booked.
pub(in crate::website) fn booking(
    site: &Site,
    listing: &Listing,
    now: Timestamp,
    path: &str,
    visitor: &Visitor,
) -> String {
    let night = Night::new(listing, now, visitor.language);
    painted(&Booking { around: Around::new(site, visitor, path), night })
}
