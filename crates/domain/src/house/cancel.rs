use super::{Change, House};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

/// Why a reservation could not be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CancelRefusal {
    /// This house has no such reservation.
    #[error("there is no such reservation")]
    Unknown,
    /// Somebody of the party is inside.
    #[error("{admitted} of the party were admitted")]
    AlreadyAdmitted { admitted: u32 },
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
}

impl House {
    /// Gives a reservation's seats back, until the performance starts. Cancelling twice changes
    /// nothing.
    pub fn cancel(&self, who: ReservationId, now: Timestamp) -> Result<Change, CancelRefusal> {
        let reservation = self.reservations.get(&who).ok_or(CancelRefusal::Unknown)?;
        if reservation.status == Status::Cancelled {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        let started_at = self.performance.starts_at;
        if reservation.admitted() == 0 && now >= started_at {
            return Err(CancelRefusal::TooLate { started_at });
        }
        self.cancel_by_staff(who, now)
    }

    /// The same for staff, who may do so after the start as well, as long as nobody of the party
    /// is inside.
    pub fn cancel_by_staff(
        &self,
        who: ReservationId,
        now: Timestamp,
    ) -> Result<Change, CancelRefusal> {
        let reservation = self.reservations.get(&who).ok_or(CancelRefusal::Unknown)?;
        if reservation.status == Status::Cancelled {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        let admitted = reservation.admitted();
        if admitted > 0 {
            return Err(CancelRefusal::AlreadyAdmitted { admitted });
        }
        Ok(Change::Cancelled(Reservation {
            status: Status::Cancelled,
            cancelled_at: Some(now),
            origin: None,
            ..reservation.clone()
        }))
    }
}
