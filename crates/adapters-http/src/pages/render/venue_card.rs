use super::fill::fill;
use crate::{
    pages::texts::{self, Texts},
    programme::view::{directions_url, map_url},
};
use askama::Template;
use azionelab_domain::{Locale, Venue};

/// A venue in a list: address and access notes (the app's `app-venue-card`).
#[derive(Template)]
#[template(path = "website/venue_card.html")]
pub(super) struct VenueCard<'a> {
    venue: &'a Venue,
    t: &'static Texts,
}

impl<'a> VenueCard<'a> {
    pub fn new(venue: &'a Venue, language: Locale) -> Self {
        Self { venue, t: texts::of(language) }
    }

    fn map(&self) -> String {
        map_url(self.venue)
    }

    fn place(&self) -> String {
        place(self.venue)
    }

    fn directions(&self) -> String {
        directions_url(self.venue)
    }

    fn directions_to(&self) -> String {
        fill(&self.t.venues.directions_to, &[("venue", &self.venue.name)])
    }

    fn map_of(&self) -> String {
        fill(&self.t.venues.map_of, &[("venue", &self.venue.name)])
    }
}

/// Street and town, as far as they are known.
pub(super) fn place(venue: &Venue) -> String {
    let known = [&*venue.address, &*venue.city].into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(", ")
}
