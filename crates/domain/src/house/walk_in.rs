use super::{BookingRequest, Change, House, book::DifferentAttempt};
use crate::{BookingSource, CheckIn, CheckInId, ClientRef, Note, Reservation, StaffId, Status};
use jiff::Timestamp;
use thiserror::Error;

/// People who came without a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkInRequest {
    /// The reservation that is made for them.
    pub party: BookingRequest,
    /// The id that their check-in will have.
    pub check_in: CheckInId,
    /// Who seats them.
    pub by: StaffId,
    /// What the device calls it.
    pub client_ref: ClientRef,
    /// The reason to admit outside the door window, for staff who may.
    pub override_reason: Option<Note>,
}

/// Why nobody was seated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WalkInRefusal {
    /// What the device calls it was used for other people.
    #[error("the same reference came with other people")]
    DifferentAttempt,
    /// The performance is cancelled.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The door is not open at this time.
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        /// When the door opens for parties.
        opens_at: Timestamp,
        /// When it ends.
        closes_at: Timestamp,
    },
    /// Fewer seats are left than people came.
    #[error("{available} seats are left")]
    SoldOut {
        /// The seats left.
        available: u32,
    },
}

impl House {
    /// Seats people who came without a reservation, within what is left: they are given one,
    /// confirmed and let in, all at once. The same attempt again seats nobody.
    pub fn seat_walk_in(
        &self,
        request: &WalkInRequest,
        now: Timestamp,
    ) -> Result<Change, WalkInRefusal> {
        let party = &request.party;
        if let Some(before) = self.same_attempt(party)? {
            return Ok(before);
        }
        if self.performance.cancelled_at.is_some() {
            return Err(WalkInRefusal::PerformanceCancelled);
        }
        if request.override_reason.is_none() && !self.door_is_open(now) {
            let (opens_at, closes_at) = self.performance.door_window(&self.policy);
            return Err(WalkInRefusal::OutsideDoorWindow { opens_at, closes_at });
        }
        let available = self.available(now);
        if party.seats.count() > available {
            return Err(WalkInRefusal::SoldOut { available });
        }
        let check_in = CheckIn {
            id: request.check_in,
            seats: party.seats,
            at: now,
            by: request.by,
            client_ref: Some(request.client_ref.clone()),
            override_reason: request.override_reason.clone().filter(|_| !self.door_is_open(now)),
            undone: None,
        };
        let reservation = Reservation {
            id: party.id,
            performance: self.performance.id,
            code: party.code,
            source: BookingSource::Door,
            guest: party.guest.clone(),
            seats: party.seats,
            status: Status::Confirmed,
            booked_at: now,
            confirmed_at: Some(now),
            cancelled_at: None,
            origin: None,
            check_ins: vec![check_in.clone()],
        };
        Ok(Change::Seated { reservation, check_in, attempt: party.attempt(now) })
    }
}

impl From<DifferentAttempt> for WalkInRefusal {
    fn from(_: DifferentAttempt) -> Self {
        Self::DifferentAttempt
    }
}
