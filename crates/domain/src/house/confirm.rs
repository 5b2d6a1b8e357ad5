use jiff::Timestamp;
use thiserror::Error;

use super::{Change, House};
use crate::{Reservation, ReservationId, Status};

/// Why a reservation was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ConfirmRefusal {
    /// No such reservation in this house.
    #[error("there is no such reservation")]
    Unknown,
    /// It was cancelled.
    #[error("the reservation was cancelled")]
    Cancelled,
    /// The theatre has called the performance off.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The hold has lapsed, and others have taken the seats.
    #[error("the hold has lapsed and {available} seats are left")]
    SoldOut {
        /// The seats left.
        available: u32,
    },
}

impl House {
    /// Confirms a reservation: with a live hold always, after it only if the seats are still
    /// free. Confirming twice changes nothing.
    pub fn confirm(&self, who: ReservationId, now: Timestamp) -> Result<Change, ConfirmRefusal> {
        let reservation = self.reservations.get(&who).ok_or(ConfirmRefusal::Unknown)?;
        match reservation.status {
            Status::Confirmed => return Ok(Change::Unchanged(reservation.clone())),
            Status::Cancelled => return Err(ConfirmRefusal::Cancelled),
            Status::Pending { .. } | Status::Expired => {}
        }
        if self.performance.cancelled_at.is_some() {
            return Err(ConfirmRefusal::PerformanceCancelled);
        }
        let available = self.available(now);
        if !reservation.is_live(now) && reservation.seats.count() > available {
            return Err(ConfirmRefusal::SoldOut { available });
        }
        Ok(Change::Confirmed(Reservation {
            status: Status::Confirmed,
            confirmed_at: Some(now),
            ..reservation.clone()
        }))
    }
}
