use async_trait::async_trait;
use azionelab_domain::{Locale, MapPosition, PerformanceId, ReservationId};
use jiff::Timestamp;

use super::{DoorEntry, DoorHouse};

/// Draws QR codes (ISO/IEC 18004), dark on light with a quiet zone.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait QrCodes: Send + Sync {
    /// As an SVG image.
    fn svg(&self, content: &str) -> String;

    /// As a PNG image, large enough for a phone's whole screen.
    fn png(&self, content: &str) -> Vec<u8>;
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
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When the file was made.
    pub stamped_at: Timestamp,
    /// Whether it has been called off.
    pub cancelled: bool,
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
    /// Where it is on the map.
    pub position: Option<MapPosition>,
    /// What else is worth knowing; may be empty.
    pub description: String,
    /// The page that tells of it.
    pub url: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether it has been called off.
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
    /// What is on.
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

/// What is printed for a night on which nothing else works.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorSheet {
    /// The performance, with how full it is.
    pub house: DoorHouse,
    /// Its confirmed parties, by name.
    pub parties: Vec<DoorEntry>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The language of who reads it.
    pub locale: Locale,
}

/// Prints door lists.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DoorSheets: Send + Sync {
    /// As PDF, on as many pages of A4 as it takes. A name in letters that can't be printed keeps
    /// its line.
    async fn pdf(&self, sheet: DoorSheet) -> Vec<u8>;
}
