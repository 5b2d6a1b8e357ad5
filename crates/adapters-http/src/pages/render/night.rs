use super::{
    fill::{count, fill},
    when::When,
};
use crate::pages::texts::{self, Texts};
use askama::Template;
use azionelab_application::programme::Listing;
use azionelab_domain::{BookingLabel, Locale};
use jiff::Timestamp;

/// One line of the programme: a performance with its date and what is left (the app's
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
        let when = When::of(listing, language, now);
        let seats = SeatsLeft::at(listing, now, language);
        Self { listing, when, t: texts::of(language), language, now, seats, is_of_one_show: false }
    }

    pub fn of_one_show(self) -> Self {
        Self { is_of_one_show: true, ..self }
    }

    pub fn hour(&self) -> String {
        fill(&self.t.performance.at, &[("time", &self.when.hour())])
    }

    fn rescheduled(&self) -> Option<String> {
        let before = self.listing.performance().previous_start?;
        let zone = &self.listing.venue.time_zone;
        let before = When::new(before, zone, self.language, self.now).full();
        Some(fill(&self.t.performance.rescheduled, &[("date", &before)]))
    }

    /// The accessible name of the booking link.
    fn book_for(&self) -> String {
        let (show, date) = (&self.listing.entry.show.title, self.when.full());
        fill(&self.t.performance.book_for, &[("show", show), ("date", &date)])
    }
}

/// The seats that are left, or why there are none (the app's `app-seats-left`).
pub(super) struct SeatsLeft {
    pub label: BookingLabel,
    pub text: String,
    /// An additional CSS class after a space, or empty.
    pub class: &'static str,
}

impl SeatsLeft {
    fn at(listing: &Listing, now: Timestamp, language: Locale) -> Self {
        let texts = &texts::of(language).performance;
        let available = listing.house.available(now);
        let label = listing.booking_label(now);
        let zone = &listing.venue.time_zone;
        let while_open = |seats: String| {
            if !listing.closes_soon(now) {
                return seats;
            }
            let closes = When::new(listing.performance().closes_at, zone, language, now);
            format!("{seats} · {}", fill(&texts.closes_soon, &[("time", &closes.hour())]))
        };
        let text = match label {
            BookingLabel::Available => while_open(count(&texts.available, available)),
            BookingLabel::FewLeft => while_open(count(&texts.few, available)),
            BookingLabel::NotYetOpen => {
                let opens = When::new(listing.performance().opens_at, zone, language, now);
                fill(&texts.not_yet_open, &[("date", &opens.short_full())])
            }
            BookingLabel::SoldOut => texts.sold_out.clone(),
            BookingLabel::Closed if available > 0 => count(&texts.closed_with_seats, available),
            BookingLabel::Closed => texts.closed.clone(),
            BookingLabel::Past => texts.past.clone(),
            BookingLabel::Cancelled => texts.cancelled.clone(),
        };
        let class = match label {
            BookingLabel::FewLeft => " few",
            BookingLabel::SoldOut | BookingLabel::Cancelled => " none",
            _ => "",
        };
        Self { label, text, class }
    }

    pub fn is_open(&self) -> bool {
        matches!(self.label, BookingLabel::Available | BookingLabel::FewLeft)
    }

    pub fn is_sold_out(&self) -> bool {
        self.label == BookingLabel::SoldOut
    }

    pub fn is_off(&self) -> bool {
        self.label == BookingLabel::Cancelled
    }
}
