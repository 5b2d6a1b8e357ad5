use super::{
    fill::{count, fill},
    when::When,
};
use crate::pages::texts::{self, Texts};
use askama::Template;
use azionelab_application::programme::Listing;
use azionelab_domain::{BookingState, Locale};
use jiff::Timestamp;

/// Up to this number, "few seats are left".
const FEW: u32 = 10;

/// A performance with its date and the seats that are left, as a row of the programme (the app's
/// `app-night`).
#[derive(Template)]
#[template(path = "website/night.html")]
pub(super) struct Night<'a> {
    pub listing: &'a Listing,
    pub when: When,
    pub t: &'static Texts,
    language: Locale,
    pub now: Timestamp,
    pub seats: SeatsLeft,
    /// Whether the page is about this show only.
    is_of_one_show: bool,
}

impl<'a> Night<'a> {
    pub fn new(listing: &'a Listing, now: Timestamp, language: Locale) -> Self {
        let (start, zone) = (listing.performance().starts_at, &listing.venue.time_zone);
        let when = When::new(start, zone, language, now);
        let seats = SeatsLeft::at(listing, now, language);
        Self { listing, when, t: texts::of(language), language, now, seats, is_of_one_show: false }
    }

    pub fn of_one_show(self) -> Self {
        Self { is_of_one_show: true, ..self }
    }

    pub fn hour(&self) -> String {
        fill(&self.t.performance.at, &[("time", &self.when.hour())])
    }

    fn moved(&self) -> Option<String> {
        let before = self.listing.performance().moved_from?;
        let zone = &self.listing.venue.time_zone;
        let before = When::new(before, zone, self.language, self.now).full();
        Some(fill(&self.t.performance.moved, &[("date", &before)]))
    }

    /// The accessible name of the booking link.
    fn book_for(&self) -> String {
        let (show, date) = (&self.listing.entry.show.title, self.when.full());
        fill(&self.t.performance.book_for, &[("show", show), ("date", &date)])
    }
}

/// The seats that are left, or why there are none (the app's `app-seats-left`).
pub(super) struct SeatsLeft {
    pub state: BookingState,
    pub text: String,
    /// An additional CSS class after a space, or empty.
    pub class: &'static str,
}

impl SeatsLeft {
    fn at(listing: &Listing, now: Timestamp, language: Locale) -> Self {
        let texts = &texts::of(language).performance;
        let (performance, state) = (listing.performance(), listing.booking_state(now));
        let available = listing.house.available(now);
        let is_few = state == BookingState::Open && available <= FEW;
        let text = match state {
            BookingState::Open => {
                count(if is_few { &texts.few } else { &texts.available }, available)
            }
            BookingState::NotYetOpen => {
                let zone = &listing.venue.time_zone;
                let opens = When::new(performance.opens_at, zone, language, now);
                fill(&texts.not_yet_open, &[("date", &opens.short_full())])
            }
            BookingState::SoldOut => texts.sold_out.clone(),
            BookingState::Cancelled => texts.cancelled.clone(),
            BookingState::Closed if performance.starts_at <= now => texts.past.clone(),
            BookingState::Closed => texts.closed.clone(),
        };
        let class = match state {
            BookingState::Open if is_few => " few",
            BookingState::SoldOut | BookingState::Cancelled => " none",
            _ => "",
        };
        Self { state, text, class }
    }

    pub fn is_open(&self) -> bool {
        self.state == BookingState::Open
    }

    pub fn is_sold_out(&self) -> bool {
        self.state == BookingState::SoldOut
    }

    pub fn is_off(&self) -> bool {
        self.state == BookingState::Cancelled
    }
}
