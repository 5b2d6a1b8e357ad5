use super::performance_view::Performance;
use crate::http::{labels::Locale, markdown, time::Time};
use azionelab_domain as domain;
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

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
    format!("/api/v1/media/{}.webp", hex(&hash.0))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
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

/// A show with its performances.
#[derive(Serialize, ToSchema)]
pub(crate) struct Show {
    #[serde(flatten)]
    summary: ShowSummary,
    /// The sanitised text.
    description_html: String,
    /// The sanitised credits.
    credits_html: String,
    /// The performances by start, including cancelled ones: all coming ones and the latest past
    /// ones, at most 200.
    performances: Vec<Performance>,
}

impl Show {
    pub fn new(
        season: &azionelab_application::programme::ShowSeason,
        performances: Vec<Performance>,
    ) -> Self {
        Self {
            summary: season.into(),
            description_html: markdown::html(&season.entry.show.description),
            credits_html: markdown::html(&season.entry.show.credits),
            performances,
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
    /// The venue's time zone (IANA).
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
