use super::{BookingRequest, Change, House, book::DifferentAttempt};
use crate::{
    BookingSource, CheckIn, CheckInId, ClientRef, MultilineText, Reservation, StaffId, Status,
};
use jiff::Timestamp;
use thiserror::Error;

/// A request to seat people without a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkInRequest {
    /// The reservation that is created for them.
    pub party: BookingRequest,
    pub check_in: CheckInId,
    /// The staff member who seats them.
    pub by: StaffId,
    /// The device's reference for this request.
    pub client_ref: ClientRef,
    /// The reason for a check-in outside the door window. Only for staff with that permission.
    pub override_reason: Option<MultilineText>,
    /// Whether this staff member has [`Permission::OverrideDoorWindow`](crate::Permission).
    pub may_override: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WalkInRefusal {
    /// The reference was used for a different request.
    #[error("the reference was used for a different request")]
    DifferentAttempt,
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        opens_at: Timestamp,
        closes_at: Timestamp,
        /// Whether this staff member can seat them with a reason.
        can_override: bool,
    },
    #[error("{available} seats are left")]
    SoldOut { available: u32 },
}

impl House {
    /// Seats walk-ins, if enough seats are left: creates a confirmed reservation and admits the
    /// whole party. A repeated attempt seats nobody.
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
            let can_override = request.may_override;
            return Err(WalkInRefusal::OutsideDoorWindow { opens_at, closes_at, can_override });
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
