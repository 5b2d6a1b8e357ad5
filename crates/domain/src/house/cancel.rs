use jiff::Timestamp;
use thiserror::Error;

use super::{Change, House};
use crate::{Reservation, ReservationId, Status};

/// Why a visitor could not cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CancelRefusal {
    /// No such reservation in this house.
    #[error("there is no such reservation")]
    Unknown,
    /// Somebody of the party is inside.
    #[error("{admitted} of the party were admitted")]
    AlreadyAdmitted {
        /// How many.
        admitted: u32,
    },
    /// The performance has started.
    #[error("the performance started at {started_at}")]
    TooLate {
        /// When.
        started_at: Timestamp,
    },
}

impl House {
    /// Gives a reservation's seats back, until the performance starts. Cancelling twice changes
    /// nothing.
    pub fn cancel(&self, who: ReservationId, now: Timestamp) -> Result<Change, CancelRefusal> {
        let reservation = self.reservations.get(&who).ok_or(CancelRefusal::Unknown)?;
        if reservation.status == Status::Cancelled {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        let admitted = reservation.admitted();
        if admitted > 0 {
            return Err(CancelRefusal::AlreadyAdmitted { admitted });
        }
        let started_at = self.performance.starts_at;
        if now >= started_at {
            return Err(CancelRefusal::TooLate { started_at });
        }
        Ok(Change::Cancelled(Reservation {
            status: Status::Cancelled,
            cancelled_at: Some(now),
            ..reservation.clone()
        }))
    }
}
