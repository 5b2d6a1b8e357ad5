//! The place where a performance is given.

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

/// A place with seats.
#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    pub id: VenueId,
    /// Its part of an address.
    pub slug: Slug,
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Town.
    pub city: String,
    /// How to get in with a wheelchair, where the loop is, in plain text; may be empty.
    pub access_notes: String,
    pub position: Option<MapPosition>,
    /// The zone in which its clocks are read.
    pub time_zone: TimeZone,
}
