use azionelab_application::{
    Admission,
    ports::{DoorEntry, DoorHouse},
};
use azionelab_domain::Note;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AccessNeed, Performance, Time, words::needs};

/// How full a house is.
#[derive(Serialize, ToSchema)]
pub(crate) struct HouseCounts {
    /// The seats that reservations may hold.
    bookable: u32,
    /// The seats that they do hold, confirmed or not yet.
    held: u32,
    /// The seats of confirmed reservations.
    confirmed: u32,
    /// The people let in.
    admitted: u32,
    /// The seats left.
    available: u32,
}

/// A performance with how full its house is.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoorPerformance {
    #[serde(flatten)]
    performance: Performance,
    house: HouseCounts,
}

fn counts(house: &DoorHouse, now: Timestamp) -> HouseCounts {
    HouseCounts {
        bookable: house.listing.performance().seating.bookable(),
        held: house.listing.house.held(now),
        confirmed: house.confirmed,
        admitted: house.admitted,
        available: house.listing.house.available(now),
    }
}

impl DoorPerformance {
    pub fn new(house: &DoorHouse, now: Timestamp) -> Self {
        Self { performance: Performance::new(&house.listing, now), house: counts(house, now) }
    }
}

/// A party on the door list.
#[derive(Serialize, ToSchema)]
struct DoorParty {
    reservation_id: Uuid,
    code: String,
    name: String,
    /// How many were booked.
    seats: u16,
    /// How many have come.
    admitted: u32,
    access_needs: Vec<AccessNeed>,
    #[schema(required)]
    notes: Option<String>,
}

impl From<DoorEntry> for DoorParty {
    fn from(entry: DoorEntry) -> Self {
        Self {
            reservation_id: entry.id.uuid(),
            code: entry.code.to_string(),
            name: entry.name.as_str().to_owned(),
            seats: entry.seats.get(),
            admitted: entry.admitted,
            access_needs: needs(&entry.access_needs),
            notes: entry.note.as_ref().map(Note::as_str).map(str::to_owned),
        }
    }
}

/// The confirmed parties of a performance by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoorList {
    performance: Performance,
    house: HouseCounts,
    items: Vec<DoorParty>,
    /// Always null: the list is whole.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl DoorList {
    pub fn new(house: &DoorHouse, entries: Vec<DoorEntry>, now: Timestamp) -> Self {
        Self {
            performance: Performance::new(&house.listing, now),
            house: counts(house, now),
            items: entries.into_iter().map(DoorParty::from).collect(),
            next_cursor: None,
        }
    }
}

/// People who were let in.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckedIn {
    /// The check-in's id, to undo it by.
    id: Uuid,
    reservation_id: Uuid,
    code: String,
    name: String,
    /// How many this check-in let in.
    seats: u16,
    /// How many were booked.
    party_seats: u16,
    /// How many of the party are inside.
    admitted: u32,
    /// How many of the party are still to come.
    remaining: u32,
    at: Time,
    access_needs: Vec<AccessNeed>,
    #[schema(required)]
    notes: Option<String>,
}

impl From<Admission> for CheckedIn {
    fn from(admission: Admission) -> Self {
        let (reservation, check_in) = (&admission.reservation, &admission.check_in);
        Self {
            id: check_in.id.uuid(),
            reservation_id: reservation.id.uuid(),
            code: reservation.code.to_string(),
            name: reservation.guest.name.as_str().to_owned(),
            seats: check_in.seats.get(),
            party_seats: reservation.seats.get(),
            admitted: reservation.admitted(),
            remaining: reservation.remaining(),
            at: check_in.at.into(),
            access_needs: needs(&reservation.guest.access_needs),
            notes: reservation.guest.note.as_ref().map(Note::as_str).map(str::to_owned),
        }
    }
}
