use azionelab_domain::ReservationId;
use jiff::Timestamp;

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

/// Writes calendar files.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Calendars: Send + Sync {
    /// As iCalendar (RFC 5545), with times in UTC.
    fn ics(&self, event: &CalendarEvent) -> String;
}
