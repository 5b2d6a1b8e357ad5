use super::{
    BrowseError, Listing, Named, Programme, browse::renamed, season_listings::SeasonListings,
};
use crate::{
    Ports,
    booking::{end_of, location_of},
    mail::Links,
    ports::{CalendarFeed, Calendars, Clock, FeedEvent, Organizer},
};
use azionelab_domain::Slug;
use jiff::SignedDuration;
use std::sync::Arc;

/// How long a performance stays in the calendar after its start.
const PAST_PERIOD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The maximum number of performances in a calendar.
const MAX_EVENTS: u32 = 500;

/// Creates the programme as a calendar feed.
pub struct WriteSeasonCalendar {
    programme: Arc<dyn Programme>,
    clock: Arc<dyn Clock>,
    calendars: Arc<dyn Calendars>,
    links: Links,
}

impl WriteSeasonCalendar {
    pub(crate) fn new(ports: &Ports, links: Links) -> Self {
        Self {
            programme: ports.programme.clone(),
            clock: ports.clock.clone(),
            calendars: ports.calendars.clone(),
            links,
        }
    }

    /// The recent and upcoming performances of one show or of all. Cancelled ones stay in the feed
    /// and are marked, because people may have them in their calendars.
    pub async fn execute(&self, of: Option<&Slug>) -> Result<String, BrowseError> {
        let now = self.clock.now();
        let site = self.programme.site().await?;
        let organizer = Organizer::of(&site.name, &site.contact.email);
        let (name, url) = match of {
            None => (site.name, self.links.calendar()),
            Some(slug) => {
                let Some(season) = self.programme.show(slug, now).await? else {
                    return Err(renamed(&*self.programme, Named::Show, slug).await);
                };
                let title = season.entry.show.title;
                (format!("{title} · {}", site.name), self.links.show(slug))
            }
        };
        let query = SeasonListings { of, since: now - PAST_PERIOD, most: MAX_EVENTS };
        let listings = query.read(&*self.programme, now).await?;
        let events = listings.iter().map(|listing| self.event_of(listing)).collect();
        Ok(self.calendars.feed(&CalendarFeed { name, url, stamped_at: now, organizer, events }))
    }

    fn event_of(&self, listing: &Listing) -> FeedEvent {
        let (performance, show) = (listing.performance(), &listing.entry.show);
        FeedEvent {
            performance: performance.id,
            title: show.title.clone(),
            location: location_of(&listing.venue),
            position: listing.venue.position,
            description: show.summary.clone(),
            url: self.links.show(&show.slug),
            starts_at: performance.starts_at,
            ends_at: end_of(show, performance.starts_at),
            changed_at: listing.changed_at,
            cancelled: performance.cancelled_at.is_some(),
        }
    }
}
