use super::{Change, House};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

/// Why a reservation was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ConfirmRefusal {
    /// This house has no such reservation.
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation was cancelled")]
    Cancelled,
    /// The performance is cancelled.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The address has as many confirmed reservations as it may have.
    #[error("an address has at most {max} reservations for one performance")]
    TooManyReservations {
        /// The limit.
        max: u16,
    },
    /// The hold has lapsed, and others have taken the seats.
    #[error("the hold has lapsed and {available} seats are left")]
    SoldOut {
        /// The seats left.
        available: u32,
    },
}

impl House {
    /// Confirms a reservation, unless its address has confirmed as many others as it may have: with
    /// a live hold always, after it only if the seats are still free. Confirming twice changes
    /// nothing.
    pub fn confirm(&self, who: ReservationId, now: Timestamp) -> Result<Change, ConfirmRefusal> {
        self.confirm_within(who, Some(self.policy.max_live_reservations_per_address), now)
    }

    /// Confirms a reservation for whom staff have before them, however many others its address
    /// has. After its hold has lapsed its seats have to be free all the same.
    pub fn confirm_by_staff(
        &self,
        who: ReservationId,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        self.confirm_within(who, None, now)
    }

    /// Confirms, with so many confirmed reservations at most for its address.
    fn confirm_within(
        &self,
        who: ReservationId,
        max: Option<u16>,
        now: Timestamp,
    ) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(&who).ok_or(ConfirmRefusal::Unknown)?;
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

    /// Whether a reservation may keep its seats, or hold them again after its hold has lapsed.
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
        // The seats of a live hold are its own.
        if !reservation.is_live(now) && reservation.seats.count() > available {
            return Err(ConfirmRefusal::SoldOut { available });
        }
        Ok(())
    }
}
