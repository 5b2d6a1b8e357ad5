use jiff::Timestamp;
use thiserror::Error;

use super::{Change, House};
use crate::{
    CheckIn, CheckInId, ClientRef, Note, Reservation, ReservationId, Seats, StaffId, Status,
};

/// People of a party at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRequest {
    /// The id that the check-in will have.
    pub id: CheckInId,
    /// Whose party.
    pub reservation: ReservationId,
    /// How many are let in; all who are still to come when it is not said.
    pub seats: Option<Seats>,
    /// Who lets them in.
    pub by: StaffId,
    /// What the scanner calls it.
    pub client_ref: Option<ClientRef>,
    /// Why the door window doesn't count, for staff who may say so.
    pub override_reason: Option<Note>,
}

/// Why nobody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CheckInRefusal {
    /// No such reservation in this house.
    #[error("there is no such reservation")]
    Unknown,
    /// It was cancelled.
    #[error("the reservation was cancelled")]
    Cancelled,
    /// It was never confirmed.
    #[error("the reservation is not confirmed")]
    NotConfirmed,
    /// The theatre has called the performance off.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// Too early, or too late.
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        /// From when parties are let in.
        opens_at: Timestamp,
        /// Until when.
        closes_at: Timestamp,
    },
    /// The whole party is inside.
    #[error("the whole party was admitted, the last at {at}")]
    AlreadyAdmitted {
        /// How many are inside.
        admitted: u32,
        /// When the last were let in.
        at: Timestamp,
        /// Who let them in.
        by: StaffId,
    },
    /// More people than are still to come.
    #[error("{remaining} of the party are still to come")]
    TooMany {
        /// How many are still to come.
        remaining: u32,
    },
}

impl House {
    /// Lets a party in, or some of it. The same client reference again changes nothing.
    pub fn check_in(
        &self,
        request: &CheckInRequest,
        now: Timestamp,
    ) -> Result<Change, CheckInRefusal> {
        let reservation =
            self.reservations.get(&request.reservation).ok_or(CheckInRefusal::Unknown)?;
        if let Some(before) = reservation
            .check_ins
            .iter()
            .find(|before| before.client_ref.is_some() && before.client_ref == request.client_ref)
        {
            return Ok(Change::CheckedInBefore {
                reservation: reservation.clone(),
                check_in: before.clone(),
            });
        }
        self.check_admissible(reservation, request, now)?;
        let seats = seats_to_admit(reservation, request.seats)?;
        let check_in = CheckIn {
            id: request.id,
            seats,
            at: now,
            by: request.by,
            client_ref: request.client_ref.clone(),
            override_reason: request.override_reason.clone().filter(|_| !self.door_is_open(now)),
            undone: None,
        };
        let mut reservation = reservation.clone();
        reservation.check_ins.push(check_in.clone());
        Ok(Change::CheckedIn { reservation, check_in })
    }

    fn check_admissible(
        &self,
        reservation: &Reservation,
        request: &CheckInRequest,
        now: Timestamp,
    ) -> Result<(), CheckInRefusal> {
        match reservation.status {
            Status::Confirmed => {}
            Status::Cancelled => return Err(CheckInRefusal::Cancelled),
            Status::Pending { .. } | Status::Expired => return Err(CheckInRefusal::NotConfirmed),
        }
        if self.performance.cancelled_at.is_some() {
            return Err(CheckInRefusal::PerformanceCancelled);
        }
        if !self.door_is_open(now) && request.override_reason.is_none() {
            let (opens_at, closes_at) = self.performance.door_window(&self.policy);
            return Err(CheckInRefusal::OutsideDoorWindow { opens_at, closes_at });
        }
        Ok(())
    }
}

impl House {
    fn door_is_open(&self, now: Timestamp) -> bool {
        let (opens_at, closes_at) = self.performance.door_window(&self.policy);
        (opens_at..closes_at).contains(&now)
    }
}

fn seats_to_admit(
    reservation: &Reservation,
    asked: Option<Seats>,
) -> Result<Seats, CheckInRefusal> {
    let remaining = reservation.remaining();
    if let (0, Some(last)) = (remaining, reservation.last_check_in()) {
        return Err(CheckInRefusal::AlreadyAdmitted {
            admitted: reservation.admitted(),
            at: last.at,
            by: last.by,
        });
    }
    let seats = match asked {
        Some(seats) => seats,
        None => {
            Seats::parse(i64::from(remaining)).map_err(|_| CheckInRefusal::TooMany { remaining })?
        }
    };
    if seats.count() > remaining {
        return Err(CheckInRefusal::TooMany { remaining });
    }
    Ok(seats)
}
