//! The data for the templates.

use super::words;
use crate::address::one_line;
use azionelab_application::mail::Letter;
use azionelab_domain::{Seats, Status};

/// The texts of a letter.
pub(super) struct Page<'a> {
    /// The language as a BCP 47 tag.
    pub lang: &'static str,
    pub subject: String,
    /// Such as `Ciao Anna`. Without the name if the guest's address is unverified.
    pub greeting: String,
    pub show: &'a str,
    /// May be empty.
    pub subtitle: &'a str,
    /// The date and time of the start.
    pub when: String,
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
        let zoned = |at: jiff::Timestamp| at.to_zoned(venue.time_zone.clone());
        let (starts_at, doors_at) = (zoned(entry.starts_at), zoned(entry.doors_at));
        let show = entry.show.title.as_str();
        let held = entry.hold_until > letter.written_at;
        Self {
            lang: locale.tag(),
            subject: one_line(&words::subject(
                letter.kind(),
                locale,
                show,
                reservation.seats,
                &starts_at,
            )),
            greeting: words::greeting(locale, entry.verified_name()),
            show,
            subtitle: &entry.show.subtitle,
            when: words::moment(locale, &starts_at),
            formerly: entry
                .previous_start
                .filter(|before| *before != entry.starts_at)
                .map(|before| words::moment(locale, &zoned(before))),
            seats_before: entry.seats_before.map(Seats::get),
            message: entry
                .message_to_guests
                .as_ref()
                .map(|message| message.as_str().lines().collect())
                .unwrap_or_default(),
            doors: if doors_at.date() == starts_at.date() {
                words::clock_time(&doors_at)
            } else {
                words::moment(locale, &doors_at)
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
            seats: words::seats(locale, reservation.seats),
            code: reservation.code.to_string(),
            held_until: held.then(|| words::deadline(locale, &zoned(entry.hold_until))),
            confirmed: reservation.status == Status::Confirmed,
            link: letter.link.as_deref(),
            qr: letter.qr_code.is_some().then_some(qr_content_id),
            calendar: letter.calendar.is_some(),
            site_name: &entry.site_name,
            site_email: &entry.site_email,
        }
    }
}
