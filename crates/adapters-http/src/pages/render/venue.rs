use super::{Around, night::Night, to_html, venue_card::place};
use crate::{
    pages::visitor::Visitor,
    programme::view::{directions_url, map_url},
};
use askama::Template;
use azionelab_application::programme::{Listing, Site};
use azionelab_domain::Venue;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "website/venue.html")]
struct VenuePage<'a> {
    around: Around<'a>,
    venue: &'a Venue,
    place: String,
    map: String,
    directions: String,
    coming: Vec<Night<'a>>,
}

/// A venue: address, access notes and coming performances.
pub(in crate::pages) fn venue(
    site: &Site,
    venue: &Venue,
    listings: &[Listing],
    now: Timestamp,
    path: &str,
    visitor: &Visitor,
) -> String {
    let coming = listings.iter().map(|listing| Night::new(listing, now, visitor.language));
    to_html(&VenuePage {
        around: Around::new(site, visitor, path),
        venue,
        place: place(venue),
        map: map_url(venue),
        directions: directions_url(venue),
        coming: coming.collect(),
    })
}
