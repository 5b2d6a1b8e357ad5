use super::{Change, House};
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CancelRefusal {
    #[error("there is no such reservation")]
    Unknown,
    #[error("{admitted} of the party were admitted")]
    AlreadyAdmitted { admitted: u32 },
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
}

impl House {
    /// Cancels a reservation. Visitors can cancel until the performance starts. Cancelling again
    /// changes nothing.
    pub fn cancel(&self, id: ReservationId, now: Timestamp) -> Result<Change, CancelRefusal> {
        let reservation = self.reservations.get(id).ok_or(CancelRefusal::Unknown)?;
        if reservation.status == Status::Cancelled {
            return Ok(Change::Unchanged(reservation.clone()));
        }
        let started_at = self.performance.starts_at;
        if reservation.admitted() == 0 && now >= started_at {
            return Err(CancelRefusal::TooLate { started_at });
        }
        self.cancel_by_staff(id, now)
    }

    /// Cancels a reservation for staff, also after the start, unless somebody of the party was
    /// admitted.
    pub fn cancel_by_staff(
        &self,
        id: ReservationId,
        now: Timestamp,
    ) -> Result<Change, CancelRefusal> {
        let reservation = self.reservations.get(id).ok_or(CancelRefusal::Unknown)?;
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
