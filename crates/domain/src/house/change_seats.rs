use super::{Change, House};
use crate::{Reservation, ReservationId, Seats, Status};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChangeSeatsRefusal {
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation was cancelled")]
    Cancelled,
    /// The reservation must be confirmed first.
    #[error("the hold has lapsed")]
    HoldLapsed,
    #[error("{admitted} of the party were admitted")]
    FewerThanAdmitted { admitted: u32 },
    #[error("a reservation has at most {max} seats")]
    PartyTooLarge { max: u16 },
    /// The party can't grow.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The party can't grow.
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
    #[error("{available} seats are left")]
    SoldOut {
        /// The seats left, not counting the party's own.
        available: u32,
    },
}

impl House {
    /// Changes the size of a party. It can always shrink, but not below the number of admitted
    /// people. It can grow until the performance starts, if the seats are free.
    pub fn change_seats(
        &self,
        id: ReservationId,
        seats: Seats,
        now: Timestamp,
    ) -> Result<Change, ChangeSeatsRefusal> {
        self.change_size(id, seats, now, |house| house.check_limits_of_growth(seats, now))
    }

    /// The same for staff. A party can grow beyond the limits for visitors and after the start, but
    /// never by more than the seats left.
    pub fn change_seats_by_staff(
        &self,
        id: ReservationId,
        seats: Seats,
        now: Timestamp,
    ) -> Result<Change, ChangeSeatsRefusal> {
        self.change_size(id, seats, now, |_| Ok(()))
    }

    fn change_size(
        &self,
        id: ReservationId,
        seats: Seats,
        now: Timestamp,
        check_limits: impl FnOnce(&Self) -> Result<(), ChangeSeatsRefusal>,
    ) -> Result<Change, ChangeSeatsRefusal> {
        let reservation = self.reservations.get(id).ok_or(ChangeSeatsRefusal::Unknown)?;
        match reservation.status {
            Status::Cancelled => return Err(ChangeSeatsRefusal::Cancelled),
            _ if !reservation.is_live(now) => return Err(ChangeSeatsRefusal::HoldLapsed),
            _ => {}
        }
        let before = reservation.seats;
        let admitted = reservation.admitted();
        if seats.count() < admitted {
            return Err(ChangeSeatsRefusal::FewerThanAdmitted { admitted });
        }
        if seats == before {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        if seats > before {
            check_limits(self)?;
            self.check_growth(seats.count() - before.count(), now)?;
        }
        Ok(Change::SeatsChanged {
            reservation: Reservation { seats, ..reservation.clone() },
            before,
        })
    }

    fn check_limits_of_growth(
        &self,
        seats: Seats,
        now: Timestamp,
    ) -> Result<(), ChangeSeatsRefusal> {
        let max = self.policy.max_seats_per_reservation;
        if seats.get() > max {
            return Err(ChangeSeatsRefusal::PartyTooLarge { max });
        }
        let started_at = self.performance.starts_at;
        if now >= started_at && self.performance.cancelled_at.is_none() {
            return Err(ChangeSeatsRefusal::TooLate { started_at });
        }
        Ok(())
    }

    fn check_growth(&self, more: u32, now: Timestamp) -> Result<(), ChangeSeatsRefusal> {
        if self.performance.cancelled_at.is_some() {
            return Err(ChangeSeatsRefusal::PerformanceCancelled);
        }
        let available = self.available(now);
        if more > available {
            return Err(ChangeSeatsRefusal::SoldOut { available });
        }
        Ok(())
    }
}
