use super::view::{Poster, zone_name};
use crate::http::{
    labels::{BookingLabel, BookingState, Nearness},
    time::Time,
};
use azionelab_application::programme::Listing;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A public performance.
#[derive(Serialize, ToSchema)]
pub(crate) struct Performance {
    id: Uuid,
    show: PerformanceShow,
    venue: PerformanceVenue,
    starts_at: Time,
    /// The calendar day on which it starts, by the clocks of its venue.
    #[schema(format = Date, example = "2026-10-24")]
    starts_on: String,
    /// How soon it starts; null if it has started, or if it starts later than tomorrow.
    #[schema(required)]
    nearness: Option<Nearness>,
    /// Whether it has started.
    is_past: bool,
    /// The start that was announced before it was rescheduled; null if it was not.
    #[schema(required)]
    #[serde(rename = "moved_from")]
    previous_start: Option<Time>,
    /// When the audience is admitted.
    doors_at: Time,
    /// The venue's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
    booking: Booking,
}

/// The show of a performance.
#[derive(Serialize, ToSchema)]
struct PerformanceShow {
    slug: String,
    title: String,
    /// May be empty.
    subtitle: String,
    summary: String,
    #[schema(required)]
    poster: Option<Poster>,
}

/// The venue of a performance.
#[derive(Serialize, ToSchema)]
struct PerformanceVenue {
    slug: String,
    name: String,
    /// The street and number.
    address: String,
    city: String,
}

/// The booking state of a performance.
#[derive(Serialize, ToSchema)]
struct Booking {
    state: BookingState,
    /// What a programme says about its seats.
    label: BookingLabel,
    /// The seats left.
    available: u32,
    /// The largest party that a visitor may book.
    max_seats: u16,
    /// How many seats the booking form starts with: 2, or fewer if no more can be booked at once;
    /// at least 1.
    default_seats: u16,
    opens_at: Time,
    /// Booking closes at this time; a request at exactly this time is too late.
    closes_at: Time,
    /// Whether seats can be booked now, but only for a few more hours.
    closes_soon: bool,
}

impl Performance {
    pub fn new(listing: &Listing, now: Timestamp) -> Self {
        let (show, venue, performance) =
            (&listing.entry.show, &listing.venue, listing.performance());
        Self {
            id: performance.id.uuid(),
            show: PerformanceShow {
                slug: show.slug.to_string(),
                title: show.title.clone(),
                subtitle: show.subtitle.clone(),
                summary: show.summary.clone(),
                poster: listing.entry.poster.as_ref().map(Poster::from),
            },
            venue: PerformanceVenue {
                slug: venue.slug.to_string(),
                name: venue.name.clone(),
                address: venue.address.clone(),
                city: venue.city.clone(),
            },
            starts_at: performance.starts_at.into(),
            starts_on: performance.starts_on(&venue.time_zone).to_string(),
            nearness: listing.nearness(now).map(Nearness::from),
            is_past: listing.is_past(now),
            previous_start: performance.previous_start.map(Time::from),
            doors_at: performance.doors_at.into(),
            time_zone: zone_name(&venue.time_zone),
            booking: Booking {
                state: listing.booking_state(now).into(),
                label: listing.booking_label(now).into(),
                available: listing.house.available(now),
                max_seats: listing.house.policy().max_seats_per_reservation,
                default_seats: listing.house.default_seats(now),
                opens_at: performance.opens_at.into(),
                closes_at: performance.closes_at.into(),
                closes_soon: listing.closes_soon(now),
            },
        }
    }
}
