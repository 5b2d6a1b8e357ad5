use super::performance_view::Performance;
use crate::http::{labels::Locale, markdown, time::Time};
use azionelab_application::programme::{Listing, next_bookable, venues};
use azionelab_domain as domain;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::fmt::Write as _;
use utoipa::ToSchema;
use uuid::Uuid;

/// The public settings of the site.
#[derive(Serialize, ToSchema)]
pub(crate) struct Site {
    /// The name of the company.
    name: String,
    /// A short line about the company; may be empty.
    tagline: String,
    /// The company's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
    /// The languages of the site, the default first.
    locales: Vec<Locale>,
    contact: Contact,
    /// The pages that the company has written.
    pages: Vec<PageLink>,
    booking: BookingLimits,
    privacy: Privacy,
}

/// The contact details of the company; each may be empty.
#[derive(Serialize, ToSchema)]
pub(crate) struct Contact {
    pub email: String,
    pub phone: String,
    pub address: String,
}

/// A link to a page of the company.
#[derive(Serialize, ToSchema)]
struct PageLink {
    slug: String,
    title: String,
}

/// The limits for bookings.
#[derive(Serialize, ToSchema)]
struct BookingLimits {
    /// How many minutes seats are held until the visitor confirms.
    hold_minutes: i64,
    /// The largest party that a visitor may book.
    max_seats_per_reservation: u16,
    /// How many reservations one e-mail address may have for one performance.
    max_live_reservations_per_address: u16,
}

/// The rules for personal data.
#[derive(Serialize, ToSchema)]
struct Privacy {
    /// How many days after a performance personal data is erased.
    #[schema(example = 30)]
    retention_days: u32,
}

impl From<azionelab_application::programme::Site> for Site {
    fn from(site: azionelab_application::programme::Site) -> Self {
        let link = |page: azionelab_application::programme::PageLink| PageLink {
            slug: page.slug.to_string(),
            title: page.title,
        };
        Self {
            name: site.name,
            tagline: site.tagline,
            time_zone: zone_name(&site.time_zone),
            locales: domain::Locale::ALL.map(Locale::from).to_vec(),
            contact: Contact {
                email: site.contact.email,
                phone: site.contact.phone,
                address: site.contact.address,
            },
            pages: site.pages.into_iter().map(link).collect(),
            booking: BookingLimits {
                hold_minutes: site.policy.hold.as_mins(),
                max_seats_per_reservation: site.policy.max_seats_per_reservation,
                max_live_reservations_per_address: site.policy.max_live_reservations_per_address,
            },
            privacy: Privacy { retention_days: days(site.policy.retention) },
        }
    }
}

/// Returns whole days of 24 hours.
pub(crate) fn days(duration: SignedDuration) -> u32 {
    u32::try_from(duration.as_hours() / 24).unwrap_or(u32::MAX)
}

pub(crate) fn zone_name(zone: &jiff::tz::TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// A page of the company.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page {
    title: String,
    /// The sanitised text.
    html: String,
}

impl From<azionelab_application::programme::Page> for Page {
    fn from(page: azionelab_application::programme::Page) -> Self {
        Self { title: page.title, html: markdown::html(&page.body) }
    }
}

/// A picture in several widths, the narrowest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Poster {
    /// A description of the picture for people who cannot see it.
    alternative_text: String,
    images: Vec<PosterImage>,
}

/// A picture in one width.
#[derive(Serialize, ToSchema)]
struct PosterImage {
    /// The path on this site.
    #[schema(
        example = "/api/v1/media/5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03.webp"
    )]
    url: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
}

impl From<&azionelab_application::programme::Poster> for Poster {
    fn from(poster: &azionelab_application::programme::Poster) -> Self {
        let image = |image: &azionelab_application::programme::PosterImage| PosterImage {
            url: media_path(image.hash),
            width: image.width,
            height: image.height,
        };
        Self {
            alternative_text: poster.alternative_text.clone(),
            images: poster.images.iter().map(image).collect(),
        }
    }
}

pub(crate) fn media_path(hash: azionelab_application::programme::ImageHash) -> String {
    format!("/api/v1/media/{hash}.webp")
}

/// A show in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShowSummary {
    slug: String,
    title: String,
    /// A short line under the title, such as the author; may be empty.
    subtitle: String,
    /// One or two sentences of plain text.
    summary: String,
    /// The running time including intervals, in minutes; null if unknown.
    #[schema(required)]
    duration_minutes: Option<u16>,
    /// The advised audience; empty if the show is for all ages.
    age_advice: String,
    /// The language of the show (BCP 47).
    language: String,
    #[schema(required)]
    poster: Option<Poster>,
    /// The start of the next performance; null if none is coming.
    #[schema(required)]
    next_at: Option<Time>,
    /// The start of the last performance; null if there is none.
    #[schema(required)]
    last_at: Option<Time>,
}

impl From<&azionelab_application::programme::ShowSeason> for ShowSummary {
    fn from(season: &azionelab_application::programme::ShowSeason) -> Self {
        let show = &season.entry.show;
        Self {
            slug: show.slug.to_string(),
            title: show.title.clone(),
            subtitle: show.subtitle.clone(),
            summary: show.summary.clone(),
            duration_minutes: show.duration_minutes,
            age_advice: show.age_advice.clone(),
            language: show.language.clone(),
            poster: season.entry.poster.as_ref().map(Poster::from),
            next_at: season.next_at.map(Time::from),
            last_at: season.last_at.map(Time::from),
        }
    }
}

/// How long a show lasts, as it is written for people.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Duration {
    /// Whole hours.
    pub hours: u16,
    /// The minutes beside the hours, from 0 to 59.
    pub minutes: u16,
    /// Which of the two are written.
    pub units: DurationUnits,
}

/// Which units a duration is written in: a unit of which there are none is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DurationUnits {
    Hours,
    Minutes,
    HoursAndMinutes,
}

impl Duration {
    /// None of no minutes.
    pub fn new(minutes: u16) -> Option<Self> {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        let units = match (hours, minutes) {
            (0, 0) => return None,
            (_, 0) => DurationUnits::Hours,
            (0, _) => DurationUnits::Minutes,
            _ => DurationUnits::HoursAndMinutes,
        };
        Some(Self { hours, minutes, units })
    }
}

/// A show with its performances.
#[derive(Serialize, ToSchema)]
pub(crate) struct Show {
    #[serde(flatten)]
    summary: ShowSummary,
    /// How long it lasts, intervals included; null when that is not known.
    #[schema(required)]
    duration: Option<Duration>,
    /// Its text, free of anything that could run.
    description_html: String,
    /// The sanitised credits.
    credits_html: String,
    /// The performances by start, including cancelled ones: all coming ones and the latest past
    /// ones, at most 200.
    performances: Vec<Performance>,
    /// The first of its performances that can be booked; null when none can.
    #[schema(required)]
    next_bookable: Option<Uuid>,
    /// The venues of its performances, each once: those of performances to come first.
    venues: Vec<Venue>,
}

impl Show {
    pub fn new(
        season: &azionelab_application::programme::ShowSeason,
        listings: &[Listing],
        now: Timestamp,
    ) -> Self {
        let performances = listings.iter().map(|listing| Performance::new(listing, now)).collect();
        let venues = venues(listings, now).into_iter().cloned().map(Venue::from);
        Self {
            summary: season.into(),
            duration: season.entry.show.duration_minutes.and_then(Duration::new),
            description_html: markdown::html(&season.entry.show.description),
            credits_html: markdown::html(&season.entry.show.credits),
            performances,
            next_bookable: next_bookable(listings, now)
                .map(|listing| listing.performance().id.uuid()),
            venues: venues.collect(),
        }
    }
}

/// A venue.
#[derive(Serialize, ToSchema)]
pub(crate) struct Venue {
    slug: String,
    name: String,
    /// The street and number.
    address: String,
    city: String,
    /// Directions for wheelchair users, the place of the hearing loop and the like; may be empty.
    access_notes: String,
    #[schema(required)]
    position: Option<MapPosition>,
    /// A map of the place, on another site: of its position, or else of what is found by its name
    /// and address.
    #[schema(example = "https://www.openstreetmap.org/?mlat=45.07&mlon=7.69#map=18/45.07/7.69")]
    map_url: String,
    /// The way to the place from where the visitor is, on another site that opens the maps of most
    /// phones.
    #[schema(example = "https://www.google.com/maps/dir/?api=1&destination=45.07%2C7.69")]
    directions_url: String,
    /// The zone in which its clocks are read (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
}

/// A point on the map, in degrees (WGS 84).
#[derive(Serialize, ToSchema)]
struct MapPosition {
    latitude: f64,
    longitude: f64,
}

impl From<domain::Venue> for Venue {
    fn from(venue: domain::Venue) -> Self {
        Self {
            slug: venue.slug.to_string(),
            time_zone: zone_name(&venue.time_zone),
            map_url: map_url(&venue),
            directions_url: directions_url(&venue),
            name: venue.name,
            address: venue.address,
            city: venue.city,
            access_notes: venue.access_notes,
            position: venue.position.map(|position| MapPosition {
                latitude: position.latitude,
                longitude: position.longitude,
            }),
        }
    }
}

/// The address of a map that shows where a venue is.
pub(crate) fn map_url(venue: &domain::Venue) -> String {
    const MAP: &str = "https://www.openstreetmap.org";
    if let Some(place) = venue.position {
        let (north, east) = (place.latitude, place.longitude);
        return format!("{MAP}/?mlat={north}&mlon={east}#map=18/{north}/{east}");
    }
    with_query(format!("{MAP}/search?query="), &place_in_words(venue))
}

pub(crate) fn directions_url(venue: &domain::Venue) -> String {
    let place = match venue.position {
        Some(place) => format!("{},{}", place.latitude, place.longitude),
        None => place_in_words(venue),
    };
    with_query("https://www.google.com/maps/dir/?api=1&destination=".to_owned(), &place)
}

fn place_in_words(venue: &domain::Venue) -> String {
    let words = [&venue.name, &venue.address, &venue.city];
    let words = words.map(String::as_str).into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

fn with_query(address: String, value: &str) -> String {
    value.bytes().fold(address, |mut address, byte| {
        if byte.is_ascii_alphanumeric() {
            address.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_without_the_units_of_which_there_are_none() {
        let written =
            |minutes| Duration::new(minutes).map(|one| (one.hours, one.minutes, one.units));
        assert_eq!(written(45), Some((0, 45, DurationUnits::Minutes)));
        assert_eq!(written(120), Some((2, 0, DurationUnits::Hours)));
        assert_eq!(written(95), Some((1, 35, DurationUnits::HoursAndMinutes)));
        assert_eq!(written(0), None);
    }
}
