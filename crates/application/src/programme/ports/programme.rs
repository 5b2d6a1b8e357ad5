use crate::ports::StoreError;
use async_trait::async_trait;
use azionelab_domain::{
    BookingLabel, BookingState, House, Nearness, Performance, PerformanceId, Policy, Show, Slug,
    Venue,
};
use jiff::{Timestamp, tz::TimeZone};

/// How the company can be reached; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// By mail.
    pub email: String,
    /// By telephone.
    pub phone: String,
    /// By post, on one line.
    pub address: String,
}

/// A page's title and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Its part of an address.
    pub slug: Slug,
    pub title: String,
}

/// The company's site.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The company's name.
    pub name: String,
    /// A line about it; may be empty.
    pub tagline: String,
    /// The zone in which the company lives.
    pub time_zone: TimeZone,
    /// How it can be reached.
    pub contact: Contact,
    /// Its own pages.
    pub pages: Vec<PageLink>,
    /// How it takes bookings.
    pub policy: Policy,
}

/// A page of the company's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub title: String,
    /// Its text, in Markdown.
    pub body: String,
}

/// SHA-256 of an image's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImageHash(pub [u8; 32]);

/// One width of a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PosterImage {
    /// Its hash, which is its name.
    pub hash: ImageHash,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The poster of a show, in several widths, the narrowest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// What it shows, for who can't see it.
    pub alternative_text: String,
    /// The same picture in several widths.
    pub images: Vec<PosterImage>,
}

/// An image's bytes, in WebP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(pub Vec<u8>);

/// A show with its poster.
#[derive(Debug, Clone, PartialEq)]
pub struct ShowEntry {
    pub show: Show,
    /// Its poster, if it has one.
    pub poster: Option<Poster>,
}

/// A show with the times at which it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct ShowSeason {
    pub entry: ShowEntry,
    /// The start of its next performance that is not cancelled, if one is to come.
    pub next_at: Option<Timestamp>,
    /// The start of its last performance, if it has any.
    pub last_at: Option<Timestamp>,
}

/// A performance as it is announced, with what is left.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Its house, with every reservation counted and none at hand.
    pub house: House,
    /// What is given.
    pub entry: ShowEntry,
    pub venue: Venue,
    /// When the data that a calendar shows changed last.
    pub changed_at: Timestamp,
}

impl Listing {
    /// The performance itself.
    pub const fn performance(&self) -> &Performance {
        self.house.performance()
    }

    /// Whether it can be booked at `now`.
    pub fn booking_state(&self, now: Timestamp) -> BookingState {
        self.performance().booking_state(self.house.available(now), now)
    }

    /// What the programme says about its seats at `now`.
    pub fn booking_label(&self, now: Timestamp) -> BookingLabel {
        self.performance().booking_label(self.house.available(now), now)
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

/// A place in the list of performances, which is ordered by start and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// When the performance starts.
    pub starts_at: Timestamp,
    /// Which one of those that start then.
    pub id: PerformanceId,
}

/// Which performances are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceQuery {
    /// Those that start at this time or later; none for past ones as well.
    pub from: Option<Timestamp>,
    /// Those that start before this time.
    pub to: Option<Timestamp>,
    /// Those of this show.
    pub show: Option<Slug>,
    /// Those at this venue.
    pub venue: Option<Slug>,
    /// Those after this place in the list.
    pub after: Option<Position>,
    /// How many at most.
    pub limit: u32,
}

/// What has a slug that may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Show,
    Venue,
    /// A page of the company's own.
    Page,
}

/// What the public sees: the site, its shows, venues and performances. Drafts are never shown.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Programme: Send + Sync {
    /// The company's site.
    async fn site(&self) -> Result<Site, StoreError>;

    /// A page of the company's own.
    async fn page(&self, slug: &Slug) -> Result<Option<Page>, StoreError>;

    /// Every published show: those still to come first, the soonest first; then those past, the
    /// latest first.
    async fn shows(&self, now: Timestamp) -> Result<Vec<ShowSeason>, StoreError>;

    /// A published show.
    async fn show(&self, slug: &Slug, now: Timestamp) -> Result<Option<ShowSeason>, StoreError>;

    /// Every venue, by name.
    async fn venues(&self) -> Result<Vec<Venue>, StoreError>;

    async fn venue(&self, slug: &Slug) -> Result<Option<Venue>, StoreError>;

    /// Performances of published shows, cancelled ones included, by start and id, with the seats
    /// held at `now`.
    async fn performances(
        &self,
        query: &PerformanceQuery,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError>;

    /// A performance of a published show.
    async fn performance(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<Listing>, StoreError>;

    /// The slug that a thing has today which was the last to be public under this one; none if
    /// there is no such thing, if it is not public, or if it still has this slug.
    async fn renamed(&self, what: Named, slug: &Slug) -> Result<Option<Slug>, StoreError>;

    /// An image of a poster.
    async fn image(&self, hash: ImageHash) -> Result<Option<Image>, StoreError>;
}
