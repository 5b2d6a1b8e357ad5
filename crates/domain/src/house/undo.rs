use super::{Change, House};
use crate::{BookingSource, CheckInId, ReservationId, StaffId, Status, Undone};
use jiff::Timestamp;
use thiserror::Error;

/// A check-in to be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoRequest {
    /// The reservation of the party.
    pub reservation: ReservationId,
    pub check_in: CheckInId,
    /// Who takes it back.
    pub by: StaffId,
    /// Whether they may let parties in outside the door window.
    pub may_override: bool,
    /// Whether they may seat people who come without a reservation.
    pub may_seat_walk_ins: bool,
}

/// Why a check-in was not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UndoRefusal {
    /// No such check-in in this house.
    #[error("there is no such check-in")]
    Unknown,
    /// It was made outside the door window, or for people without a reservation, and the person who takes
    /// it back may make no such check-in.
    #[error("the person who takes it back may not make it")]
    MadeByOthers,
    /// The door is not open at this time.
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        /// When the door opens for parties.
        opens_at: Timestamp,
        /// When it ends.
        closes_at: Timestamp,
    },
}

impl House {
    /// Takes a check-in back; who did and when is kept. Taking it back twice changes nothing.
    ///
    /// A person who may not make a check-in may not take it back either.
    ///
    /// Those who came without a reservation have no seats but those they sit on: when none of them is
    /// inside any more, nobody is coming back for theirs, and they are given back.
    pub fn undo_check_in(
        &self,
        request: UndoRequest,
        now: Timestamp,
    ) -> Result<Change, UndoRefusal> {
        let mut reservation =
            self.reservations.get(&request.reservation).ok_or(UndoRefusal::Unknown)?.clone();
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
            return Err(UndoRefusal::MadeByOthers);
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
            return Ok(Change::LeftAgain { reservation, check_in });
        }
        Ok(Change::CheckInUndone { reservation, check_in })
    }
}
