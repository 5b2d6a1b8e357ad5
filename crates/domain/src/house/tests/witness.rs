//! An independent record of all results, to compare the house with.

use crate::{Change, House, Reservation, ReservationId, Seats, Status};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What a visitor was promised: a number of seats, until an instant or without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Promise {
    seats: Seats,
    until: Option<Timestamp>,
}

impl Promise {
    fn holds(self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Records the promises to visitors from the results alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Witness {
    promises: BTreeMap<ReservationId, Promise>,
    /// By how many seats the house may be overbooked: what the last capacity reduction left, minus
    /// what was given back since.
    excess: u32,
}

impl Witness {
    /// Records a change, and the house after it.
    pub fn sees(&mut self, change: &Change, house: &House, now: Timestamp) {
        match change {
            Change::Booked { reservation, .. } => {
                let until = match reservation.status {
                    Status::Pending { hold_until } => Some(hold_until),
                    Status::Confirmed => None,
                    other => panic!("booked, but {other:?}"),
                };
                let promise = Promise { seats: reservation.seats, until };
                let before = self.promises.insert(reservation.id, promise);
                assert_eq!(before, None, "booked over another reservation");
            }
            Change::Confirmed(reservation)
            | Change::ConfirmedAtTheDoor { reservation, .. }
            | Change::Seated { reservation, .. } => {
                self.promises
                    .insert(reservation.id, Promise { seats: reservation.seats, until: None });
            }
            Change::HoldChanged(reservation) => {
                let until = match reservation.status {
                    Status::Pending { hold_until } => Some(hold_until),
                    _ => None,
                };
                self.promises.insert(reservation.id, Promise { seats: reservation.seats, until });
            }
            Change::SeatsChanged { reservation, .. } => {
                self.promises.get_mut(&reservation.id).unwrap().seats = reservation.seats;
            }
            Change::Cancelled(reservation) | Change::WalkInUndone { reservation, .. } => {
                self.promises.remove(&reservation.id);
            }
            Change::Rearranged { performance, .. } | Change::Rescheduled { performance, .. } => {
                // A hold never lasts longer than booking.
                for promise in self.promises.values_mut() {
                    promise.until = promise.until.map(|until| until.min(performance.closes_at));
                }
                self.excess = self.overbooked_by(house, now);
            }
            Change::AlreadyBooked(_)
            | Change::PerformanceCancelled(_)
            | Change::PerformanceUnchanged(_)
            | Change::CheckedIn { .. }
            | Change::AlreadyCheckedIn { .. }
            | Change::CheckInUndone { .. }
            | Change::Corrected { .. }
            | Change::TicketReplaced(_)
            | Change::Unchanged(_) => {}
        }
        self.sees_time_pass(house, now);
    }

    /// Records that holds may have lapsed. Overbooked seats that were given back must not be taken
    /// again.
    pub fn sees_time_pass(&mut self, house: &House, now: Timestamp) {
        self.excess = self.excess.min(self.overbooked_by(house, now));
    }

    /// Whether no more seats are held than bookable, except after a capacity reduction.
    pub fn saw_no_oversell(&self, house: &House, now: Timestamp) -> bool {
        self.overbooked_by(house, now) <= self.excess
    }

    /// Whether each guest holds exactly the promised seats.
    pub fn saw_every_promise_kept(&self, house: &House, now: Timestamp) -> bool {
        let has_seats =
            self.promises.iter().filter(|(_, promise)| promise.holds(now)).all(|(id, promise)| {
                house.reservation(*id).is_some_and(|held| held.held(now) == promise.seats.count())
            });
        has_seats && house.held(now) == self.promised(now)
    }

    /// Whether every seat is either held or available.
    pub fn saw_no_seat_lost(&self, house: &House, now: Timestamp) -> bool {
        let bookable = house.performance().seating.bookable();
        house.available(now) == bookable.saturating_sub(self.promised(now))
    }

    /// Records that a party was transferred to another house.
    pub fn sees_leave(&mut self, who: ReservationId) {
        self.promises.remove(&who);
    }

    /// Records that a party was transferred from another house.
    pub fn sees_enter(&mut self, reservation: &Reservation) {
        let until = match reservation.status {
            Status::Pending { hold_until } => Some(hold_until),
            _ => None,
        };
        self.promises.insert(reservation.id, Promise { seats: reservation.seats, until });
    }

    fn promised(&self, now: Timestamp) -> u32 {
        let live = self.promises.values().filter(|promise| promise.holds(now));
        live.map(|promise| promise.seats.count()).sum()
    }

    fn overbooked_by(&self, house: &House, now: Timestamp) -> u32 {
        self.promised(now).saturating_sub(house.performance().seating.bookable())
    }
}

pub fn nobody_is_inside_without_a_seat(house: &House) -> bool {
    house.reservations().all(|reservation| reservation.admitted() <= reservation.seats.count())
}
