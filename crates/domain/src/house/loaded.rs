use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The loaded reservations of a house, with what the rules ask of all of them: the held seats and
/// the reservations of an address. So a rule takes no longer in a full house.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Loaded {
    by_id: BTreeMap<ReservationId, Reservation>,
    /// By the comparison key of the address.
    of_address: BTreeMap<String, Vec<ReservationId>>,
    confirmed_seats: u32,
    /// The end of each hold, and its seats.
    holds: BTreeMap<ReservationId, (Timestamp, u32)>,
}

impl Loaded {
    pub fn get(&self, id: ReservationId) -> Option<&Reservation> {
        self.by_id.get(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Reservation> {
        self.by_id.values()
    }

    pub fn of_address(&self, key: &str) -> impl Iterator<Item = &Reservation> {
        let ids = self.of_address.get(key).into_iter().flatten();
        ids.filter_map(|id| self.by_id.get(id))
    }

    pub fn confirmed_seats(&self) -> u32 {
        self.confirmed_seats
    }

    /// The seats of holds that have not lapsed at `now`.
    pub fn pending_seats(&self, now: Timestamp) -> u32 {
        let live = self.holds.values().filter(|(hold_until, _)| now < *hold_until);
        live.map(|(_, seats)| seats).sum()
    }

    /// Adds a reservation, or replaces the one with its id.
    pub fn put(&mut self, reservation: Reservation) {
        self.remove(reservation.id);
        if let Some(key) = reservation.guest.email_key() {
            self.of_address.entry(key.to_owned()).or_default().push(reservation.id);
        }
        match reservation.status {
            Status::Confirmed => self.confirmed_seats += reservation.seats.count(),
            Status::Pending { hold_until } => {
                self.holds.insert(reservation.id, (hold_until, reservation.seats.count()));
            }
            Status::Expired | Status::Cancelled => {}
        }
        self.by_id.insert(reservation.id, reservation);
    }

    pub fn remove(&mut self, id: ReservationId) {
        let Some(reservation) = self.by_id.remove(&id) else { return };
        if let Some(key) = reservation.guest.email_key()
            && let Some(ids) = self.of_address.get_mut(key)
        {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.of_address.remove(key);
            }
        }
        if reservation.status == Status::Confirmed {
            self.confirmed_seats -= reservation.seats.count();
        }
        self.holds.remove(&id);
    }

    /// Changes the status of each reservation.
    pub fn update_statuses(&mut self, next: impl Fn(Status) -> Status) {
        let changed: Vec<_> = self
            .by_id
            .values()
            .filter(|reservation| next(reservation.status) != reservation.status)
            .cloned()
            .collect();
        for reservation in changed {
            let status = next(reservation.status);
            self.put(Reservation { status, ..reservation });
        }
    }
}
