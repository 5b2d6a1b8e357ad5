//! The data for the templates.

use super::{
    catalogue::{Catalogue, Piece, Text, catalogue, pieces, plain},
    words,
};
use crate::address::one_line;
use azionelab_application::mail::{Letter, MessageKind, PosterPicture};
use azionelab_domain::{Seats, Status};
use jiff::civil::Date;

/// The size of the box that a poster fits in, in CSS pixels.
const POSTER_BOX: (u32, u32) = (120, 200);

/// The texts of a letter.
pub(super) struct Page<'a> {
    /// The language as a BCP 47 tag.
    pub lang: &'static str,
    pub t: &'static Catalogue,
    kind: MessageKind,
    pub subject: String,
    /// Such as `Ciao Anna,`. Without the name if the guest's address is unverified.
    pub greeting: String,
    pub show: &'a str,
    /// May be empty.
    pub subtitle: &'a str,
    /// The date and time of the start.
    pub when: String,
    date: String,
    day: Date,
    day_before: Option<Date>,
    /// The date and time of the previous start, if the performance was rescheduled.
    pub formerly: Option<String>,
    /// The number of seats before a change.
    pub seats_before: Option<u16>,
    /// The theatre's text to all guests, as lines.
    pub message: Vec<&'a str>,
    /// When the doors open.
    pub doors: String,
    pub venue: &'a str,
    /// Street and town on one line. May be empty.
    pub address: String,
    /// How to get in with a wheelchair and so on. May be empty.
    pub access_notes: &'a str,
    pub party: u16,
    pub one_seat: bool,
    /// The number of seats in words.
    pub seats: String,
    pub code: String,
    /// The end of the hold, if it was still live when the letter was written.
    pub held_until: Option<String>,
    pub confirmed: bool,
    /// The page of the show with its dates, if it is on the site.
    pub all_dates: Option<&'a str>,
    pub poster: Option<Poster<'a>>,
    /// With the secret, for letters that carry a link.
    pub link: Option<&'a str>,
    /// The content id of the QR code, if there is one.
    pub qr: Option<String>,
    pub calendar: bool,
    pub site_name: &'a str,
    /// May be empty.
    pub site_email: &'a str,
}

impl<'a> Page<'a> {
    /// Uses the language of the letter and the time zone of its venue.
    pub(super) fn of(letter: &'a Letter, qr_content_id: String) -> Self {
        let entry = &letter.entry;
        let (reservation, venue, locale) = (&entry.reservation, &entry.venue, letter.locale());
        let t = catalogue(locale);
        let zoned = |at: jiff::Timestamp| at.to_zoned(venue.time_zone.clone());
        let (starts_at, doors_at) = (zoned(entry.starts_at), zoned(entry.doors_at));
        let show = entry.show.title.as_str();
        let held = entry.hold_until > letter.written_at;
        let formerly = entry.previous_start.filter(|before| *before != entry.starts_at).map(zoned);
        let day_before = formerly.as_ref().map(jiff::Zoned::date);
        let mut page = Self {
            lang: locale.tag(),
            t,
            kind: letter.kind(),
            subject: String::new(),
            greeting: words::greeting(t, entry.verified_name()),
            show,
            subtitle: &entry.show.subtitle,
            when: words::moment(t, &starts_at),
            date: words::day(t, &starts_at),
            day: starts_at.date(),
            day_before,
            formerly: formerly.map(|before| words::moment(t, &before)),
            seats_before: entry.seats_before.map(Seats::get),
            message: entry
                .message_to_guests
                .as_ref()
                .map(|message| message.as_str().lines().collect())
                .unwrap_or_default(),
            doors: if doors_at.date() == starts_at.date() {
                words::time(t, &doors_at)
            } else {
                words::moment(t, &doors_at)
            },
            venue: &venue.name,
            address: [venue.address.as_str(), venue.city.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            access_notes: &venue.access_notes,
            party: reservation.seats.get(),
            one_seat: reservation.seats.get() == 1,
            seats: words::seats(t, reservation.seats),
            code: reservation.code.to_string(),
            held_until: held.then(|| words::deadline(t, &zoned(entry.hold_until))),
            confirmed: reservation.status == Status::Confirmed,
            all_dates: letter.show_page.as_deref(),
            poster: letter.poster.as_ref().map(Poster::of),
            link: letter.link.as_deref(),
            qr: letter.qr_code.is_some().then_some(qr_content_id),
            calendar: letter.calendar.is_some(),
            site_name: &entry.site_name,
            site_email: &entry.site_email,
        };
        let subject = words::subject(t, letter.kind(), page.same_day());
        page.subject = one_line(&page.plain(subject));
        page
    }
}

impl Page<'_> {
    /// Fills a text.
    pub(super) fn say(&self, text: &Text) -> Vec<Piece> {
        pieces(text.form(self.one_seat), |name| self.value(name))
    }

    /// Fills a text, without markup.
    pub(super) fn plain(&self, text: &Text) -> String {
        plain(self.say(text), &self.t.common.quoted)
    }

    /// Fills a text before a link: it ends with a colon.
    pub(super) fn before_link(&self, text: &Text) -> String {
        with_colon(&self.plain(text))
    }

    fn value(&self, name: &str) -> Option<String> {
        Some(match name {
            "show" | "title" => self.show.to_owned(),
            "when" => self.when.clone(),
            "day" => self.date.clone(),
            "before" => match self.seats_before {
                Some(seats) => seats.to_string(),
                None => self.formerly.clone()?,
            },
            "until" => self.held_until.clone()?,
            "venue" => self.venue.to_owned(),
            "seats" => self.seats.clone(),
            "code" => self.code.clone(),
            "email" => self.site_email.to_owned(),
            _ => return None,
        })
    }

    /// Whether the performance has another time on the same day.
    pub(super) fn same_day(&self) -> bool {
        self.day_before == Some(self.day)
    }

    /// Whether the letter says that the reservation or the performance is cancelled.
    pub(super) const fn cancelled(&self) -> bool {
        matches!(
            self.kind,
            MessageKind::CancelledByVisitor
                | MessageKind::CancelledByOffice
                | MessageKind::CancelledByTheatre
        )
    }
}

/// A sentence that ends with a colon.
pub(super) fn with_colon(sentence: &str) -> String {
    format!("{}:", sentence.trim_end_matches('.'))
}

/// A poster and its size on the page, in CSS pixels.
pub(super) struct Poster<'a> {
    pub address: &'a str,
    pub width: u32,
    pub height: u32,
    pub alternative_text: &'a str,
}

impl<'a> Poster<'a> {
    fn of(picture: &'a PosterPicture) -> Self {
        let (width, height) = (picture.width.max(1), picture.height.max(1));
        let scaled = |length: u32, by: u32, over: u32| (length.saturating_mul(by) / over).max(1);
        let (max_width, max_height) = POSTER_BOX;
        let at_full_width = scaled(height, max_width, width);
        let (width, height) = if at_full_width <= max_height {
            (max_width, at_full_width)
        } else {
            (scaled(width, max_height, height), max_height)
        };
        Self {
            address: &picture.address,
            width,
            height,
            alternative_text: &picture.alternative_text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::upright(320, 480, 120, 180)]
    #[case::wide(640, 320, 120, 60)]
    #[case::narrow(240, 960, 50, 200)]
    #[case::small(60, 60, 120, 120)]
    #[case::a_line(5_000, 1, 120, 1)]
    fn a_poster_keeps_its_proportions(
        #[case] width: u32,
        #[case] height: u32,
        #[case] shown_width: u32,
        #[case] shown_height: u32,
    ) {
        let (address, alternative_text) = (String::new(), String::new());
        let picture = PosterPicture { address, width, height, alternative_text };
        let poster = Poster::of(&picture);
        assert_eq!((poster.width, poster.height), (shown_width, shown_height));
    }
}
