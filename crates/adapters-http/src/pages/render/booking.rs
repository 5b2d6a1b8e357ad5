use super::{
    Around,
    fill::{count, fill, form},
    night::Night,
    to_html,
    venue_card::place,
    when::When,
    words::help,
};
use crate::pages::{
    texts::{self, Field},
    visitor::Visitor,
};
use askama::Template;
use azionelab_application::programme::{Listing, Site};
use azionelab_domain::{BookingLabel, Locale};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "website/booking.html")]
struct Booking<'a> {
    around: Around<'a>,
    texts: &'static texts::Booking,
    night: Night<'a>,
    /// The number of seats and its unit; `None` if there is no form.
    seats: Option<(u32, &'static str)>,
    /// Said when no more seats can be booked.
    note: Option<Note>,
    /// The fields after the number of seats.
    boxes: [&'static Field; 2],
    /// Shown instead of the form.
    closed: Option<Closed>,
    /// When else the show is on, if there is no form.
    other_dates: Vec<Night<'a>>,
    /// For who runs no scripts.
    instead: String,
}

/// A performance that is about to be booked: the app's page, until its form is there. When it
/// can't be booked, the page has the other dates of the show instead of the form.
pub(in crate::pages) fn booking(
    site: &Site,
    listing: &Listing,
    other_dates: &[Listing],
    now: Timestamp,
    path: &str,
    visitor: &Visitor,
) -> String {
    let language = visitor.language;
    let texts = texts::booking(language);
    let party = listing.is_bookable(now).then(|| u32::from(listing.house.default_seats(now)));
    let other_dates = other_dates.iter().map(|one| Night::new(one, now, language).of_one_show());
    to_html(&Booking {
        around: Around::new(site, visitor, path),
        texts,
        night: Night::new(listing, now, language),
        seats: party.map(|seats| (seats, form(&texts.stub.seats, seats))),
        note: party.and_then(|seats| note(site, listing, seats, now, &texts.seats)),
        boxes: [&texts.name, &texts.email],
        closed: Closed::at(listing, now, language),
        other_dates: other_dates.collect(),
        instead: help(site, language),
    })
}

/// Why a party can't be larger: these are all the seats that are left, or it is the largest.
fn note(
    site: &Site,
    listing: &Listing,
    seats: u32,
    now: Timestamp,
    texts: &'static texts::Party,
) -> Option<Note> {
    let largest = u32::from(listing.house.policy().max_seats_per_reservation);
    if seats == listing.house.available(now) {
        Some(Note { text: count(&texts.all_that_is_left, seats), write_to: None })
    } else if seats == largest {
        let text = fill(&texts.at_most, &[("max", &largest.to_string())]);
        let has_email = !site.contact.email.is_empty();
        Some(Note { text, write_to: texts.write_to.split_once("{email}").filter(|_| has_email) })
    } else {
        None
    }
}

struct Note {
    text: String,
    /// The sentence with the company's e-mail address, before and after the address.
    write_to: Option<(&'static str, &'static str)>,
}

/// The title of the page.
pub(in crate::pages) fn booking_title(
    listing: &Listing,
    now: Timestamp,
    language: Locale,
) -> String {
    let show = &listing.entry.show.title;
    match Closed::at(listing, now, language) {
        Some(closed) => format!("{}: {show}", closed.title),
        None => fill(&texts::booking(language).title, &[("show", show)]),
    }
}

impl Booking<'_> {
    fn doors(&self) -> String {
        let doors = self.at(self.night.listing.performance().doors_at);
        fill(&self.texts.stub.doors, &[("time", &doors.hour())])
    }

    fn rescheduled(&self) -> Option<String> {
        let before = self.at(self.night.listing.performance().previous_start?);
        Some(fill(&self.texts.stub.rescheduled, &[("date", &before.full())]))
    }

    fn at(&self, time: Timestamp) -> When {
        let Night { listing, now, .. } = &self.night;
        When::new(time, &listing.venue.time_zone, self.around.language, *now)
    }

    fn place(&self) -> String {
        place(&self.night.listing.venue)
    }
}

/// Why the performance cannot be booked (the app's `app-not-bookable`).
struct Closed {
    title: &'static str,
    text: String,
    /// The free seats, if they are given away at the door.
    at_the_door: Option<String>,
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
        let label = listing.booking_label(now);
        let (title, text) = match label {
            BookingLabel::Available | BookingLabel::FewLeft => return None,
            BookingLabel::SoldOut => (&texts.sold_out_title, texts.sold_out.clone()),
            BookingLabel::Cancelled => {
                (&texts.cancelled_title, dated(&texts.cancelled, performance.starts_at))
            }
            BookingLabel::NotYetOpen => {
                (&texts.not_yet_open_title, dated(&texts.not_yet_open, performance.opens_at))
            }
            BookingLabel::Past => (&texts.past_title, dated(&texts.past, performance.starts_at)),
            BookingLabel::Closed => (&texts.closed_title, texts.closed.clone()),
        };
        let is_closed = label == BookingLabel::Closed;
        let left = listing.house.available(now);
        let at_the_door = (is_closed && left > 0).then(|| count(&texts.at_the_door, left));
        let is_worth_a_call = is_closed && at_the_door.is_none();
        Some(Self { title, text, at_the_door, is_worth_a_call })
    }
}
