use azionelab_domain::{MapPosition, PerformanceId, ReservationId};
use jiff::Timestamp;

/// Whether a date in a calendar stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Not yet confirmed.
    Tentative,
    /// It stands.
    Confirmed,
    /// It has been cancelled, or has lapsed.
    Cancelled,
}

/// Who publishes a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    /// The company's name.
    pub name: String,
    /// Its address of mail.
    pub email: String,
}

impl Organizer {
    /// The company, if it can be reached by mail.
    pub fn of(name: &str, email: &str) -> Option<Self> {
        (!email.is_empty()).then(|| Self { name: name.to_owned(), email: email.to_owned() })
    }
}

/// What goes into a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The reservation, so that a later file replaces an earlier one.
    pub reservation: ReservationId,
    /// A line saying what it is.
    pub title: String,
    /// Where it is, on one line.
    pub location: String,
    /// What else is worth knowing.
    pub description: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// When the file was made.
    pub stamped_at: Timestamp,
    /// When any of this changed last.
    pub changed_at: Timestamp,
    /// Whether it stands.
    pub status: EventStatus,
    /// Who publishes it.
    pub organizer: Option<Organizer>,
}

/// A performance in a calendar that anybody may subscribe to.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedEvent {
    /// Which, so that it is recognised when its time has changed.
    pub performance: PerformanceId,
    /// A line saying what it is.
    pub title: String,
    /// Where it is, on one line.
    pub location: String,
    pub position: Option<MapPosition>,
    /// What else is worth knowing; may be empty.
    pub description: String,
    /// The page that tells of it.
    pub url: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// When any of this changed last.
    pub changed_at: Timestamp,
    /// Whether it has been cancelled.
    pub cancelled: bool,
}

/// A calendar that anybody may subscribe to.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarFeed {
    /// What it is called in the list of one's calendars.
    pub name: String,
    /// The page that shows the same.
    pub url: String,
    /// When it was made.
    pub stamped_at: Timestamp,
    /// Who publishes it.
    pub organizer: Option<Organizer>,
    pub events: Vec<FeedEvent>,
}

/// Writes calendar files.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Calendars: Send + Sync {
    /// As iCalendar (RFC 5545), with times in UTC.
    fn ics(&self, event: &CalendarEvent) -> String;

    /// A calendar that programs fetch again and again, likewise.
    fn feed(&self, feed: &CalendarFeed) -> String;
}
