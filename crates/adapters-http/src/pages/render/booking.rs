use super::{
    Around,
    fill::{count, fill, form},
    night::Night,
    to_html,
    when::When,
    words::help,
};
use crate::pages::{
    texts::{self, Asked},
    visitor::Visitor,
};
use askama::Template;
use azionelab_application::programme::{Listing, Site};
use azionelab_domain::{BookingState, Locale};
use jiff::Timestamp;

/// The first value of the seats field: most parties have two people.
const USUAL_PARTY: u32 = 2;

#[derive(Template)]
#[template(path = "website/booking.html")]
struct Booking<'a> {
    around: Around<'a>,
    texts: &'static texts::Booking,
    night: Night<'a>,
    /// The number of seats and its unit; `None` if there is no form.
    seats: Option<(u32, &'static str)>,
    /// Shown if the number takes all seats that are left.
    note: Option<String>,
    /// The fields after the number of seats.
    boxes: [&'static Asked; 2],
    /// Shown instead of the form.
    closed: Option<Closed>,
    /// For browsers without scripts.
    instead: String,
}

/// The page to book a performance, until the app shows its form.
pub(in crate::pages) fn booking(
    site: &Site,
    listing: &Listing,
    now: Timestamp,
    path: &str,
    visitor: &Visitor,
) -> String {
    let texts = texts::booking(visitor.language);
    let is_open = listing.booking_state(now) == BookingState::Open;
    let party = is_open.then(|| first_party(listing, now));
    let takes_all = |seats: &u32| *seats == listing.house.available(now);
    to_html(&Booking {
        around: Around::new(site, visitor, path),
        texts,
        night: Night::new(listing, now, visitor.language),
        seats: party.map(|seats| (seats, form(&texts.stub.seats, seats))),
        note: party.filter(takes_all).map(|seats| count(&texts.seats.all_that_is_left, seats)),
        boxes: [&texts.name, &texts.email],
        closed: Closed::at(listing, now, visitor.language),
        instead: help(site, visitor.language),
    })
}

fn first_party(listing: &Listing, now: Timestamp) -> u32 {
    let largest = u32::from(listing.house.policy().max_seats_per_reservation);
    USUAL_PARTY.min(largest).min(listing.house.available(now)).max(1)
}

impl Booking<'_> {
    fn doors(&self) -> String {
        let doors = self.at(self.night.listing.performance().doors_at);
        fill(&self.texts.stub.doors, &[("time", &doors.hour())])
    }

    fn moved(&self) -> Option<String> {
        let before = self.at(self.night.listing.performance().moved_from?);
        Some(fill(&self.texts.stub.moved, &[("date", &before.full())]))
    }

    fn at(&self, time: Timestamp) -> When {
        let Night { listing, now, .. } = &self.night;
        When::new(time, &listing.venue.time_zone, self.around.language, *now)
    }

    fn place(&self) -> String {
        let venue = &self.night.listing.venue;
        let known = [&*venue.address, &*venue.city].into_iter().filter(|part| !part.is_empty());
        known.collect::<Vec<_>>().join(", ")
    }
}

/// Why the performance cannot be booked (the app's `app-not-bookable`).
struct Closed {
    title: &'static str,
    text: String,
    /// Whether the theatre may still have seats, so that a call is worthwhile.
    is_worth_a_call: bool,
}

impl Closed {
    fn at(listing: &Listing, now: Timestamp, language: Locale) -> Option<Self> {
        let (texts, performance) = (&texts::booking(language).closed, listing.performance());
        let dated = |text: &str, time: Timestamp| {
            let date = When::new(time, &listing.venue.time_zone, language, now).full();
            fill(text, &[("date", &date)])
        };
        let is_past = performance.starts_at < now;
        let (title, text) = match listing.booking_state(now) {
            BookingState::Open => return None,
            BookingState::SoldOut => (&texts.sold_out_title, texts.sold_out.clone()),
            BookingState::Cancelled => {
                (&texts.cancelled_title, dated(&texts.cancelled, performance.starts_at))
            }
            BookingState::NotYetOpen => {
                (&texts.not_yet_open_title, dated(&texts.not_yet_open, performance.opens_at))
            }
            BookingState::Closed if is_past => {
                (&texts.past_title, dated(&texts.past, performance.starts_at))
            }
            BookingState::Closed => (&texts.closed_title, texts.closed.clone()),
        };
        let is_worth_a_call = listing.booking_state(now) == BookingState::Closed && !is_past;
        Some(Self { title, text, is_worth_a_call })
    }
}
