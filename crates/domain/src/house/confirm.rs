use super::{Change, House};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ConfirmRefusal {
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation was cancelled")]
    Cancelled,
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The address has as many confirmed reservations as the policy allows.
    #[error("an address has at most {max} reservations for one performance")]
    TooManyReservations { max: u16 },
    /// The hold has lapsed, and the seats are taken.
    #[error("the hold has lapsed and {available} seats are left")]
    SoldOut { available: u32 },
}

impl House {
    /// Confirms a reservation. A live hold can always be confirmed, a lapsed one only if its seats
    /// are still free. Refuses if the address already has as many confirmed reservations as the
    /// policy allows. Confirming again changes nothing.
    pub fn confirm(&self, id: ReservationId, now: Timestamp) -> Result<Change, ConfirmRefusal> {
        self.confirm_within(id, Some(self.policy.max_live_reservations_per_address), now)
    }

    /// Confirms a reservation for staff, without a limit on the reservations of its address. If the
    /// hold has lapsed, the seats must be free.
    pub fn confirm_by_staff(
        &self,
        id: ReservationId,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        self.confirm_within(id, None, now)
    }

    /// Confirms a reservation. `max` is the limit on confirmed reservations of its address.
    fn confirm_within(
        &self,
        id: ReservationId,
        max: Option<u16>,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(id).ok_or(ConfirmRefusal::Unknown)?;
        match reservation.status {
            Status::Confirmed => return Ok(Change::Unchanged(reservation.clone())),
            Status::Cancelled => return Err(ConfirmRefusal::Cancelled),
            Status::Pending { .. } | Status::Expired => {}
        }
        if self.performance.cancelled_at.is_some() {
            return Err(ConfirmRefusal::PerformanceCancelled);
        }
        self.check_confirmable(reservation, max, now)?;
        Ok(Change::Confirmed(Reservation {
            status: Status::Confirmed,
            confirmed_at: Some(now),
            origin: None,
            ..reservation.clone()
        }))
    }

    /// Checks that a reservation can keep its seats, or get them back after its hold has lapsed.
    pub(super) fn check_confirmable(
        &self,
        reservation: &Reservation,
        max: Option<u16>,
        now: Timestamp,
    ) -> Result<(), ConfirmRefusal> {
        if let Some(max) = max
            && self.confirmed_reservations_of(reservation.guest.email.as_ref()) >= usize::from(max)
        {
            return Err(ConfirmRefusal::TooManyReservations { max });
        }
        let available = self.available(now);
        // A live hold already owns its seats.
        if !reservation.is_live(now) && reservation.seats.count() > available {
            return Err(ConfirmRefusal::SoldOut { available });
        }
        Ok(())
    }
}
