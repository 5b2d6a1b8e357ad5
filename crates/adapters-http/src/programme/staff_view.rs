//! The programme as the office sees it.

use super::view::{Poster, zone_name};
use crate::http::{
    labels::{BookingState, Publication},
    time::Time,
};
use azionelab_application::{
    ports::Versioned,
    programme::{PerformanceRow, UpcomingSummary, VenueEntry},
};
use azionelab_domain::LocalTime;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A show, in the office's table.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShowRow {
    id: Uuid,
    slug: String,
    title: String,
    publication: Publication,
    #[schema(required)]
    poster: Option<Poster>,
    /// Those cancelled are not among them.
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

/// A show as it is written.
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
    /// Empty when for all.
    age_advice: String,
    /// BCP 47
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

/// What there is of a show that is yet to be given.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShowConsequences {
    /// Those cancelled are not among them.
    performances_to_come: u32,
    /// How many reservations hold seats of them.
    reservations: u32,
    /// How many seats they hold.
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

/// A venue as it is written.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminVenue {
    id: Uuid,
    slug: String,
    name: String,
    address: String,
    city: String,
    access_notes: String,
    /// Degrees, WGS 84
    #[schema(required)]
    latitude: Option<f64>,
    /// Degrees, WGS 84
    #[schema(required)]
    longitude: Option<f64>,
    /// IANA
    #[schema(example = "Europe/Rome")]
    time_zone: String,
    /// How many seats a performance there usually has.
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

/// What is given.
#[derive(Serialize, ToSchema)]
struct AdminPerformanceShow {
    id: Uuid,
    slug: String,
    title: String,
    publication: Publication,
}

/// Where.
#[derive(Serialize, ToSchema)]
struct AdminPerformanceVenue {
    id: Uuid,
    slug: String,
    name: String,
    /// IANA
    #[schema(example = "Europe/Rome")]
    time_zone: String,
}

/// A performance with how full it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminPerformance {
    id: Uuid,
    show: AdminPerformanceShow,
    venue: AdminPerformanceVenue,
    starts_at: Time,
    /// The same as the clocks at the venue show it.
    #[schema(example = "2026-03-28T20:30")]
    starts_local: String,
    /// When the audience is let in.
    doors_at: Time,
    /// From when it can be booked.
    opens_at: Time,
    /// Until when it can be booked.
    closes_at: Time,
    /// The seats of the room.
    capacity: u32,
    /// Those blocked by hand.
    occupied: u32,
    /// Those added.
    extra: u32,
    /// `capacity - occupied + extra`, at least 0.
    bookable: u32,
    /// The seats that reservations hold, confirmed or not yet.
    held: u32,
    confirmed: u32,
    pending: u32,
    /// How many people were let in.
    admitted: u32,
    available: u32,
    /// By how many seats more is held than bookable.
    overbooked_by: u32,
    state: BookingState,
    #[schema(required)]
    cancelled_at: Option<Time>,
    /// The start that was announced before it was moved.
    #[schema(required)]
    moved_from: Option<Time>,
    /// From when parties are let in.
    door_opens_at: Time,
    /// Until when.
    door_closes_at: Time,
    version: u64,
}

impl AdminPerformance {
    pub fn new(staged: &PerformanceRow, now: Timestamp) -> Self {
        let (performance, house) = (staged.performance(), &staged.house);
        let seating = performance.seating;
        let (door_opens_at, door_closes_at) = performance.door_window(house.policy());
        Self {
            id: performance.id.uuid(),
            show: AdminPerformanceShow {
                id: staged.show.id.uuid(),
                slug: staged.show.slug.to_string(),
                title: staged.show.title.clone(),
                publication: staged.show.publication.into(),
            },
            venue: AdminPerformanceVenue {
                id: staged.venue.id.uuid(),
                slug: staged.venue.slug.to_string(),
                name: staged.venue.name.clone(),
                time_zone: zone_name(&staged.venue.time_zone),
            },
            starts_at: performance.starts_at.into(),
            starts_local: LocalTime::of(performance.starts_at, &staged.venue.time_zone).to_string(),
            doors_at: performance.doors_at.into(),
            opens_at: performance.opens_at.into(),
            closes_at: performance.closes_at.into(),
            capacity: seating.capacity,
            occupied: seating.occupied,
            extra: seating.extra,
            bookable: seating.bookable(),
            held: house.held(now),
            confirmed: staged.confirmed,
            pending: staged.pending,
            admitted: staged.admitted,
            available: house.available(now),
            overbooked_by: house.overbooked_by(now),
            state: performance.booking_state(house.available(now), now).into(),
            cancelled_at: performance.cancelled_at.map(Time::from),
            moved_from: performance.moved_from.map(Time::from),
            door_opens_at: door_opens_at.into(),
            door_closes_at: door_closes_at.into(),
            version: staged.version.0,
        }
    }
}

/// What a change would do to the seats that are given.
#[derive(Serialize, ToSchema)]
pub(crate) struct Consequences {
    /// The seats held now.
    held: u32,
    /// The seats that reservations may hold now.
    bookable_before: u32,
    /// The seats that they might hold then.
    bookable_after: u32,
    /// By how many seats more would be held than bookable.
    overbooked_by: u32,
    /// How many reservations hold seats.
    reservations: u32,
    /// How many of them would be told by mail.
    people_told: u32,
    /// How many of them should be told and can't be written to.
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
            people_told: of.told,
            without_address: of.without_address,
        }
    }
}
