use crate::ports::StoreError;
use async_trait::async_trait;
use azionelab_domain::{
    BookingLabel, BookingState, House, Nearness, Performance, PerformanceId, Policy, Show, Slug,
    Venue,
};
use core::fmt;
use jiff::{Timestamp, tz::TimeZone};

/// The contact data of the company. Each field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    pub phone: String,
    /// The postal address on one line.
    pub address: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// The part of the page address that identifies the page.
    pub slug: Slug,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub name: String,
    /// A line about the company. May be empty.
    pub tagline: String,
    /// The company's time zone.
    pub time_zone: TimeZone,
    pub contact: Contact,
    /// The company's own pages.
    pub pages: Vec<PageLink>,
    pub policy: Policy,
}

/// A page of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub title: String,
    /// In Markdown.
    pub body: String,
}

/// SHA-256 of the bytes of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImageHash(pub [u8; 32]);

impl fmt::Display for ImageHash {
    /// In hexadecimal, as in the address of the image.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A poster image in one width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PosterImage {
    /// The hash is also the name of the image.
    pub hash: ImageHash,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The poster of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// A description for people who can't see the poster.
    pub alternative_text: String,
    /// The same picture in several widths, narrowest first.
    pub images: Vec<PosterImage>,
}

/// An image in WebP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(pub Vec<u8>);

#[derive(Debug, Clone, PartialEq)]
pub struct ShowEntry {
    pub show: Show,
    pub poster: Option<Poster>,
}

/// A show with the dates of its performances.
#[derive(Debug, Clone, PartialEq)]
pub struct ShowSeason {
    pub entry: ShowEntry,
    /// The start of its next performance that is not cancelled.
    pub next_at: Option<Timestamp>,
    /// The start of its last performance.
    pub last_at: Option<Timestamp>,
}

/// A performance as visitors see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Its house, with all reservations counted and none loaded.
    pub house: House,
    pub entry: ShowEntry,
    pub venue: Venue,
    /// When the data in a calendar file last changed.
    pub changed_at: Timestamp,
}

impl Listing {
    pub const fn performance(&self) -> &Performance {
        self.house.performance()
    }

    /// The booking state at `now`.
    pub fn booking_state(&self, now: Timestamp) -> BookingState {
        self.performance().booking_state(self.house.available(now), now)
    }

    /// What the programme says about its seats at `now`.
    pub fn booking_label(&self, now: Timestamp) -> BookingLabel {
        self.performance().booking_label(self.house.available(now), now)
    }

    /// Whether seats can be booked at `now`, but only for a few more hours.
    pub fn closes_soon(&self, now: Timestamp) -> bool {
        self.performance().closes_soon(self.house.available(now), now)
    }

    /// Whether seats can be booked at `now`.
    pub fn is_bookable(&self, now: Timestamp) -> bool {
        self.booking_state(now) == BookingState::Open
    }

    /// Whether it has started at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.performance().is_past(now)
    }

    /// How soon it starts, by the calendar of its venue.
    pub fn nearness(&self, now: Timestamp) -> Option<Nearness> {
        self.performance().nearness(&self.venue.time_zone, now)
    }
}

/// A position in the list of performances, which is ordered by start and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub starts_at: Timestamp,
    /// Distinguishes performances with the same start.
    pub id: PerformanceId,
}

/// Filters for performances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceQuery {
    /// Only those that start at or after this time. `None` includes past ones.
    pub from: Option<Timestamp>,
    /// Only those that start before this time.
    pub to: Option<Timestamp>,
    pub show: Option<Slug>,
    pub venue: Option<Slug>,
    /// Only those after this position.
    pub after: Option<Position>,
    /// The maximum number.
    pub limit: u32,
}

/// The kinds of things with a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Show,
    Venue,
    /// A page of the company.
    Page,
}

/// The public programme: the site, its shows, venues and performances. Drafts are never included.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Programme: Send + Sync {
    async fn site(&self) -> Result<Site, StoreError>;

    /// A page of the company.
    async fn page(&self, slug: &Slug) -> Result<Option<Page>, StoreError>;

    /// All published shows: upcoming ones first, the soonest first, and then past ones, the latest
    /// first.
    async fn shows(&self, now: Timestamp) -> Result<Vec<ShowSeason>, StoreError>;

    async fn show(&self, slug: &Slug, now: Timestamp) -> Result<Option<ShowSeason>, StoreError>;

    /// All venues, by name.
    async fn venues(&self) -> Result<Vec<Venue>, StoreError>;

    async fn venue(&self, slug: &Slug) -> Result<Option<Venue>, StoreError>;

    /// Performances of published shows, including cancelled ones, by start and id, with the seats
    /// held at `now`.
    async fn performances(
        &self,
        query: &PerformanceQuery,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError>;

    async fn performance(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<Listing>, StoreError>;

    /// The current slug of the item that last used this slug in public. `None` if there is no such
    /// item, if it is not public, or if it still has this slug.
    async fn renamed(&self, what: Named, slug: &Slug) -> Result<Option<Slug>, StoreError>;

    async fn image(&self, hash: ImageHash) -> Result<Option<Image>, StoreError>;
}
