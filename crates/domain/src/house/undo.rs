use super::{Change, House};
use crate::{BookingSource, CheckInId, ReservationId, StaffId, Status, Undone};
use jiff::Timestamp;
use thiserror::Error;

/// A request to undo a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoRequest {
    pub reservation: ReservationId,
    pub check_in: CheckInId,
    pub by: StaffId,
    /// Whether this staff member has [`Permission::OverrideDoorWindow`](crate::Permission).
    pub may_override: bool,
    /// Whether this staff member has [`Permission::SeatWalkIns`](crate::Permission).
    pub may_seat_walk_ins: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UndoRefusal {
    #[error("there is no such check-in")]
    Unknown,
    /// It was made outside the door window or for walk-ins, and this staff member is not authorized
    /// to make such a check-in.
    #[error("not authorized to undo this check-in")]
    NotAuthorized,
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow { opens_at: Timestamp, closes_at: Timestamp },
}

impl House {
    /// Undoes a check-in. The record keeps who did it and when. Undoing it again changes nothing.
    ///
    /// Staff can undo only check-ins that they are authorized to make.
    ///
    /// The last undone check-in of a walk-in party cancels its reservation: nobody will come back
    /// for the seats, so they become free.
    pub fn undo_check_in(
        &self,
        request: UndoRequest,
        now: Timestamp,
    ) -> Result<Change, UndoRefusal> {
        let mut reservation =
            self.reservations.get(request.reservation).ok_or(UndoRefusal::Unknown)?.clone();
        let check_in = reservation
            .check_ins
            .iter_mut()
            .find(|check_in| check_in.id == request.check_in)
            .ok_or(UndoRefusal::Unknown)?;
        if check_in.undone.is_some() {
            return Ok(Change::Unchanged(reservation));
        }
        let is_walk_in = reservation.source == BookingSource::Door;
        if (check_in.override_reason.is_some() && !request.may_override)
            || (is_walk_in && !request.may_seat_walk_ins)
        {
            return Err(UndoRefusal::NotAuthorized);
        }
        if !request.may_override && !self.door_is_open(now) {
            let (opens_at, closes_at) = self.performance.door_window(&self.policy);
            return Err(UndoRefusal::OutsideDoorWindow { opens_at, closes_at });
        }
        check_in.undone = Some(Undone { at: now, by: request.by });
        let check_in = check_in.clone();
        if is_walk_in && reservation.admitted() == 0 && reservation.status == Status::Confirmed {
            reservation.status = Status::Cancelled;
            reservation.cancelled_at = Some(now);
            return Ok(Change::WalkInUndone { reservation, check_in });
        }
        Ok(Change::CheckInUndone { reservation, check_in })
    }
}
