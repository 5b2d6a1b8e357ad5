use azionelab_domain::{MapPosition, PerformanceId, ReservationId};
use jiff::Timestamp;

/// The status of a calendar event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Not confirmed yet.
    Tentative,
    Confirmed,
    /// It was cancelled, or its hold lapsed.
    Cancelled,
}

/// The publisher of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    pub name: String,
    pub email: String,
}

impl Organizer {
    /// `None` if the company has no mail address.
    pub fn of(name: &str, email: &str) -> Option<Self> {
        (!email.is_empty()).then(|| Self { name: name.to_owned(), email: email.to_owned() })
    }
}

/// A calendar event for a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The reservation. It identifies the event, so that a later file replaces an earlier one.
    pub reservation: ReservationId,
    pub title: String,
    /// On one line.
    pub location: String,
    pub description: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// When the file was created.
    pub stamped_at: Timestamp,
    /// When any of this last changed.
    pub changed_at: Timestamp,
    pub status: EventStatus,
    pub organizer: Option<Organizer>,
}

/// A performance in the public calendar feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedEvent {
    /// Identifies the event, also after the performance was rescheduled.
    pub performance: PerformanceId,
    pub title: String,
    /// On one line.
    pub location: String,
    pub position: Option<MapPosition>,
    /// May be empty.
    pub description: String,
    /// The page of the show.
    pub url: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// When any of this last changed.
    pub changed_at: Timestamp,
    pub cancelled: bool,
}

/// The public calendar feed.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarFeed {
    /// The name in a list of calendars.
    pub name: String,
    /// The page that shows the same performances.
    pub url: String,
    /// When it was created.
    pub stamped_at: Timestamp,
    pub organizer: Option<Organizer>,
    pub events: Vec<FeedEvent>,
}

#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Calendars: Send + Sync {
    /// An iCalendar file (RFC 5545), with times in UTC.
    fn ics(&self, event: &CalendarEvent) -> String;

    /// The same for a feed, which calendar programs fetch repeatedly.
    fn feed(&self, feed: &CalendarFeed) -> String;
}
