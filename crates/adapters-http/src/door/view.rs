use crate::{
    http::{
        labels::{AccessNeed, ReservationStatus, needs},
        time::Time,
    },
    programme::{performance_view::Performance, staff_view::HouseCounts},
};
use azionelab_application::door::{Admission, DoorCheckIn, DoorEntry, DoorHouse};
use azionelab_domain::{MultilineText, Permission, Role};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A performance with its seat counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoorPerformance {
    #[serde(flatten)]
    performance: Performance,
    #[serde(flatten)]
    house: HouseCounts,
    /// When the door window opens.
    door_opens_at: Time,
    /// When the door window closes.
    door_closes_at: Time,
    /// Whether this member of staff may admit parties outside the door window.
    can_override: bool,
    /// Whether this member of staff may seat walk-ins.
    can_seat_walk_ins: bool,
}

impl DoorPerformance {
    pub fn new(house: &DoorHouse, role: Role, now: Timestamp) -> Self {
        let policy = house.listing.house.policy();
        let (opens_at, closes_at) = house.listing.performance().door_window(policy);
        Self {
            performance: Performance::new(&house.listing, now),
            house: HouseCounts::new(&house.listing.house, house.attendance, now),
            door_opens_at: opens_at.into(),
            door_closes_at: closes_at.into(),
            can_override: role.may(Permission::OverrideDoorWindow),
            can_seat_walk_ins: role.may(Permission::SeatWalkIns),
        }
    }
}

/// A party on the door list.
#[derive(Serialize, ToSchema)]
struct DoorParty {
    /// The `id` of the reservation.
    id: Uuid,
    code: String,
    /// Null after the guest's data was erased.
    #[schema(required)]
    name: Option<String>,
    /// The number of seats booked.
    seats: u16,
    /// How many people of the party have been admitted.
    admitted: u32,
    /// The status now: a reservation with a lapsed hold is expired.
    status: ReservationStatus,
    access_needs: Vec<AccessNeed>,
    #[schema(required)]
    notes: Option<String>,
    /// The check-ins that were not undone, the earliest first.
    check_ins: Vec<PartyInside>,
}

/// A check-in of a party.
#[derive(Serialize, ToSchema)]
struct PartyInside {
    /// The `id` of the check-in, for undoing it.
    id: Uuid,
    seats: u16,
    at: Time,
    /// The name of the member of staff.
    by: String,
}

impl From<&DoorCheckIn> for PartyInside {
    fn from(check_in: &DoorCheckIn) -> Self {
        Self {
            id: check_in.id.uuid(),
            seats: check_in.seats.get(),
            at: check_in.at.into(),
            by: check_in.by.as_str().to_owned(),
        }
    }
}

impl DoorParty {
    fn new(entry: &DoorEntry, now: Timestamp) -> Self {
        Self {
            id: entry.id.uuid(),
            code: entry.code.to_string(),
            name: entry.name.as_ref().map(|name| name.as_str().to_owned()),
            seats: entry.seats.get(),
            admitted: entry.admitted,
            status: entry.status.at(now).kind().into(),
            access_needs: needs(&entry.access_needs),
            notes: entry.notes.as_ref().map(MultilineText::as_str).map(str::to_owned),
            check_ins: entry.check_ins.iter().map(PartyInside::from).collect(),
        }
    }
}

/// The parties of a performance, by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoorList {
    performance: DoorPerformance,
    items: Vec<DoorParty>,
    /// Always null: the list has only one page.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl DoorList {
    pub fn new(house: &DoorHouse, entries: &[DoorEntry], role: Role, now: Timestamp) -> Self {
        Self {
            performance: DoorPerformance::new(house, role, now),
            items: entries.iter().map(|entry| DoorParty::new(entry, now)).collect(),
            next_cursor: None,
        }
    }
}

/// A check-in that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckedIn {
    /// The `id` of the check-in, for undoing it.
    id: Uuid,
    reservation_id: Uuid,
    code: String,
    /// Null after the guest's data was erased.
    #[schema(required)]
    name: Option<String>,
    /// How many people this check-in admitted.
    seats: u16,
    /// The number of seats booked.
    party_seats: u16,
    /// How many people of the party are inside.
    admitted: u32,
    /// How many people of the party are not inside yet.
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
            name: reservation.guest.name.as_ref().map(|name| name.as_str().to_owned()),
            seats: check_in.seats.get(),
            party_seats: reservation.seats.get(),
            admitted: reservation.admitted(),
            remaining: reservation.remaining(),
            at: check_in.at.into(),
            access_needs: needs(&reservation.guest.access_needs),
            notes: reservation.guest.notes.as_ref().map(MultilineText::as_str).map(str::to_owned),
        }
    }
}
