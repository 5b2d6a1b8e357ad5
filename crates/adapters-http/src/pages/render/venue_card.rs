use super::fill::fill;
use crate::pages::texts::{self, Texts};
use askama::Template;
use azionelab_domain::{Locale, Venue};
use std::fmt::Write as _;

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
        map_address(self.venue)
    }

    fn map_of(&self) -> String {
        fill(&self.t.venues.map_of, &[("venue", &self.venue.name)])
    }
}

/// The address of a map of the venue.
pub(super) fn map_address(venue: &Venue) -> String {
    const MAP: &str = "https://www.openstreetmap.org";
    if let Some(place) = venue.position {
        let (north, east) = (place.latitude, place.longitude);
        return format!("{MAP}/?mlat={north}&mlon={east}#map=18/{north}/{east}");
    }
    let words = [&venue.name, &venue.address, &venue.city];
    let words = words.map(String::as_str).into_iter().filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(", ");
    words.bytes().fold(format!("{MAP}/search?query="), |mut address, byte| {
        if byte.is_ascii_alphanumeric() {
            address.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}
