use crate::{Slug, VenueId};
use jiff::tz::TimeZone;

/// A point on the map, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapPosition {
    /// -90 (south) to 90.
    pub latitude: f64,
    /// -180 (west) to 180.
    pub longitude: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    pub id: VenueId,
    /// The part of the page address that identifies the venue.
    pub slug: Slug,
    pub name: String,
    /// Street and number.
    pub address: String,
    pub city: String,
    /// How to get in with a wheelchair, where the hearing loop is, and so on. Plain text, may be
    /// empty.
    pub access_notes: String,
    pub position: Option<MapPosition>,
    /// The time zone of its performances.
    pub time_zone: TimeZone,
}
