//! The programme as the office sees it.

use super::view::{Poster, zone_name};
use crate::http::{
    labels::{BookingState, Publication},
    time::Time,
};
use azionelab_application::{
    ports::Versioned,
    programme::{Attendance, PerformanceRow, UpcomingSummary, VenueEntry},
};
use azionelab_domain::{House, LocalTime};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A show in the office's table.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShowRow {
    id: Uuid,
    slug: String,
    title: String,
    publication: Publication,
    #[schema(required)]
    poster: Option<Poster>,
    /// The number of coming performances, without cancelled ones.
    performances_to_come: u32,
    #[schema(required)]
    next_at: Option<Time>,
    version: u64,
}

impl From<&azionelab_application::programme::ShowRow> for ShowRow {
    fn from(row: &azionelab_application::programme::ShowRow) -> Self {
        let show = &row.entry.show;
        Self {
            id: show.id.uuid(),
            slug: show.slug.to_string(),
            title: show.title.clone(),
            publication: show.publication.into(),
            poster: row.entry.poster.as_ref().map(Poster::from),
            performances_to_come: row.performances_to_come,
            next_at: row.next_at.map(Time::from),
            version: row.version.0,
        }
    }
}

/// A show with its texts in Markdown.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminShow {
    id: Uuid,
    slug: String,
    title: String,
    /// May be empty.
    subtitle: String,
    /// One or two sentences of plain text; may be empty.
    summary: String,
    /// In Markdown.
    description: String,
    /// In Markdown.
    credits: String,
    #[schema(required)]
    duration_minutes: Option<u16>,
    /// Empty if the show is for all ages.
    age_advice: String,
    /// The language of the show (BCP 47).
    #[schema(example = "it")]
    language: String,
    publication: Publication,
    #[schema(required)]
    poster: Option<Poster>,
    version: u64,
}

impl From<Versioned<azionelab_application::programme::ShowEntry>> for AdminShow {
    fn from(versioned: Versioned<azionelab_application::programme::ShowEntry>) -> Self {
        let (show, poster) = (versioned.value.show, versioned.value.poster);
        Self {
            id: show.id.uuid(),
            slug: show.slug.to_string(),
            title: show.title,
            subtitle: show.subtitle,
            summary: show.summary,
            description: show.description,
            credits: show.credits,
            duration_minutes: show.duration_minutes,
            age_advice: show.age_advice,
            language: show.language,
            publication: show.publication.into(),
            poster: poster.as_ref().map(Poster::from),
            version: versioned.version.0,
        }
    }
}

/// The coming performances of a show and their reservations.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShowConsequences {
    /// The number of coming performances, without cancelled ones.
    performances_to_come: u32,
    /// The number of reservations that hold seats of them.
    reservations: u32,
    /// The number of seats that the reservations hold.
    seats: u32,
}

impl From<UpcomingSummary> for ShowConsequences {
    fn from(still: UpcomingSummary) -> Self {
        Self {
            performances_to_come: still.performances,
            reservations: still.reservations,
            seats: still.seats,
        }
    }
}

/// A venue.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminVenue {
    id: Uuid,
    slug: String,
    name: String,
    address: String,
    city: String,
    access_notes: String,
    /// In degrees (WGS 84).
    #[schema(required)]
    latitude: Option<f64>,
    /// In degrees (WGS 84).
    #[schema(required)]
    longitude: Option<f64>,
    /// The venue's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
    /// The usual number of seats.
    #[schema(required)]
    default_capacity: Option<u32>,
    version: u64,
}

impl From<Versioned<VenueEntry>> for AdminVenue {
    fn from(versioned: Versioned<VenueEntry>) -> Self {
        let VenueEntry { venue, default_capacity } = versioned.value;
        Self {
            id: venue.id.uuid(),
            slug: venue.slug.to_string(),
            name: venue.name,
            address: venue.address,
            city: venue.city,
            access_notes: venue.access_notes,
            latitude: venue.position.map(|position| position.latitude),
            longitude: venue.position.map(|position| position.longitude),
            time_zone: zone_name(&venue.time_zone),
            default_capacity,
            version: versioned.version.0,
        }
    }
}

/// The seat counts of a performance.
#[derive(Serialize, ToSchema)]
pub(crate) struct HouseCounts {
    /// The seats that reservations may hold.
    bookable: u32,
    /// The seats that confirmed and unconfirmed reservations hold.
    held: u32,
    /// The seats of confirmed reservations.
    confirmed: u32,
    /// The seats of unconfirmed reservations whose hold has not lapsed.
    pending: u32,
    /// The number of people admitted.
    admitted: u32,
    /// The seats that are left.
    available: u32,
}

impl HouseCounts {
    pub fn new(house: &House, attendance: Attendance, now: Timestamp) -> Self {
        let held = house.held(now);
        Self {
            bookable: house.performance().seating.bookable(),
            held,
            confirmed: attendance.confirmed,
            pending: held.saturating_sub(attendance.confirmed),
            admitted: attendance.admitted,
            available: house.available(now),
        }
    }
}

/// The show of a performance.
#[derive(Serialize, ToSchema)]
struct AdminPerformanceShow {
    id: Uuid,
    slug: String,
    title: String,
    publication: Publication,
}

/// The venue of a performance.
#[derive(Serialize, ToSchema)]
struct AdminPerformanceVenue {
    id: Uuid,
    slug: String,
    name: String,
    /// The venue's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
}

/// A performance with its seat counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminPerformance {
    id: Uuid,
    show: AdminPerformanceShow,
    venue: AdminPerformanceVenue,
    starts_at: Time,
    /// `starts_at` as local time at the venue.
    #[schema(example = "2026-03-28T20:30")]
    starts_local: String,
    /// When the audience is admitted.
    doors_at: Time,
    /// When booking opens.
    opens_at: Time,
    /// When booking closes.
    closes_at: Time,
    /// The seats of the room.
    capacity: u32,
    /// The seats that are blocked by hand.
    occupied: u32,
    /// The seats that are added.
    extra: u32,
    /// `capacity - occupied + extra`, at least 0.
    bookable: u32,
    /// The seats that confirmed and unconfirmed reservations hold.
    held: u32,
    confirmed: u32,
    pending: u32,
    /// The number of people admitted.
    admitted: u32,
    available: u32,
    /// How many more seats are held than `bookable`.
    overbooked_by: u32,
    state: BookingState,
    #[schema(required)]
    cancelled_at: Option<Time>,
    /// The announced start before the performance was rescheduled; null if it was not.
    #[schema(required)]
    #[serde(rename = "moved_from")]
    previous_start: Option<Time>,
    /// When the door window opens.
    door_opens_at: Time,
    /// When the door window closes.
    door_closes_at: Time,
    version: u64,
}

impl AdminPerformance {
    pub fn new(row: &PerformanceRow, now: Timestamp) -> Self {
        let (performance, house) = (row.performance(), &row.house);
        let seating = performance.seating;
        let (door_opens_at, door_closes_at) = performance.door_window(house.policy());
        let counts = HouseCounts::new(house, row.attendance, now);
        Self {
            id: performance.id.uuid(),
            show: AdminPerformanceShow {
                id: row.show.id.uuid(),
                slug: row.show.slug.to_string(),
                title: row.show.title.clone(),
                publication: row.show.publication.into(),
            },
            venue: AdminPerformanceVenue {
                id: row.venue.id.uuid(),
                slug: row.venue.slug.to_string(),
                name: row.venue.name.clone(),
                time_zone: zone_name(&row.venue.time_zone),
            },
            starts_at: performance.starts_at.into(),
            starts_local: LocalTime::of(performance.starts_at, &row.venue.time_zone).to_string(),
            doors_at: performance.doors_at.into(),
            opens_at: performance.opens_at.into(),
            closes_at: performance.closes_at.into(),
            capacity: seating.capacity,
            occupied: seating.occupied,
            extra: seating.extra,
            bookable: counts.bookable,
            held: counts.held,
            confirmed: counts.confirmed,
            pending: counts.pending,
            admitted: counts.admitted,
            available: counts.available,
            overbooked_by: house.overbooked_by(now),
            state: performance.booking_state(counts.available, now).into(),
            cancelled_at: performance.cancelled_at.map(Time::from),
            previous_start: performance.previous_start.map(Time::from),
            door_opens_at: door_opens_at.into(),
            door_closes_at: door_closes_at.into(),
            version: row.version.0,
        }
    }
}

/// The effect of a change on seats and guests.
#[derive(Serialize, ToSchema)]
pub(crate) struct Consequences {
    /// The seats held now.
    held: u32,
    /// The present number of bookable seats.
    bookable_before: u32,
    /// The number of bookable seats after the change.
    bookable_after: u32,
    /// How many more seats would be held than bookable.
    overbooked_by: u32,
    /// The number of reservations that hold seats.
    reservations: u32,
    /// The number of guests who would get a mail.
    #[serde(rename = "people_told")]
    people_notified: u32,
    /// The number of guests who should get a mail but have no address.
    without_address: u32,
}

impl From<azionelab_application::programme::Consequences> for Consequences {
    fn from(of: azionelab_application::programme::Consequences) -> Self {
        Self {
            held: of.held,
            bookable_before: of.bookable_before,
            bookable_after: of.bookable_after,
            overbooked_by: of.overbooked_by,
            reservations: of.reservations,
            people_notified: of.notified,
            without_address: of.without_address,
        }
    }
}
