//! Which performances a page shows first.

use super::Listing;
use azionelab_domain::Venue;
use jiff::Timestamp;

/// The first performance that can be booked at `now`.
pub fn next_bookable(listings: &[Listing], now: Timestamp) -> Option<&Listing> {
    listings.iter().find(|one| one.is_bookable(now))
}

/// The performance that the home page puts first: the first one that can be booked at `now`. If
/// none can, the first one that is not cancelled.
pub(crate) fn highlighted(listings: &[Listing], now: Timestamp) -> Option<&Listing> {
    let not_cancelled = |one: &&Listing| one.performance().cancelled_at.is_none();
    next_bookable(listings, now).or_else(|| listings.iter().find(not_cancelled))
}

/// Sorts the performances that can be booked at `now` before the others; both keep their order.
pub(crate) fn bookable_first(listings: &mut [Listing], now: Timestamp) {
    listings.sort_by_key(|one| !one.is_bookable(now));
}

/// The venues of the performances, each once: those of performances to come first.
pub fn venues(listings: &[Listing], now: Timestamp) -> Vec<&Venue> {
    let (to_come, past) = listings.iter().partition::<Vec<_>, _>(|one| !one.is_past(now));
    let mut venues = Vec::<&Venue>::new();
    for listing in to_come.into_iter().chain(past) {
        if venues.iter().all(|known| known.id != listing.venue.id) {
            venues.push(&listing.venue);
        }
    }
    venues
}
