use super::{Change, ConfirmRefusal, House};
use crate::{
    CheckIn, CheckInId, ClientRef, Note, Reservation, ReservationId, Seats, StaffId, Status,
};
use jiff::Timestamp;
use thiserror::Error;

/// People of a party at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRequest {
    /// The id that the check-in will have.
    pub id: CheckInId,
    /// The reservation of the party.
    pub reservation: ReservationId,
    /// The number of people to admit; none for all who are still to come.
    pub seats: Option<Seats>,
    /// The member of staff who admits them.
    pub by: StaffId,
    /// The scanner's own reference of the check-in.
    pub client_ref: Option<ClientRef>,
    /// The reason to admit outside the door window, for staff who may.
    pub override_reason: Option<Note>,
    /// Whether a party that never confirmed is confirmed on the spot, if there is room for it.
    pub confirms: bool,
}

/// Why nobody was admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CheckInRefusal {
    /// This house has no such reservation.
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation was cancelled")]
    Cancelled,
    /// It was never confirmed.
    #[error("the reservation is not confirmed")]
    NotConfirmed {
        /// The number of seats that it asked for.
        seats: Seats,
        /// The seats left, beside those that the party may still hold.
        available: u32,
        /// Whether it can be confirmed on the spot.
        can_confirm: bool,
    },
    /// It was never confirmed, and others have taken the seats.
    #[error("the hold has lapsed and {available} seats are left")]
    SoldOut {
        /// The seats left.
        available: u32,
    },
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
    /// The whole party is admitted already.
    #[error("the whole party was admitted, the last at {at}")]
    AlreadyAdmitted {
        /// How many are inside.
        admitted: u32,
        /// When the last of them were admitted.
        at: Timestamp,
        /// The member of staff who admitted them.
        by: StaffId,
        /// The check-in of the last of them.
        check_in: CheckInId,
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
        let confirmed = self.confirmed(reservation, request.confirms, now)?;
        if request.override_reason.is_none() && !self.door_is_open(now) {
            let (opens_at, closes_at) = self.performance.door_window(&self.policy);
            return Err(CheckInRefusal::OutsideDoorWindow { opens_at, closes_at });
        }
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
        let is_new = confirmed.is_some();
        let mut reservation = confirmed.unwrap_or_else(|| reservation.clone());
        reservation.check_ins.push(check_in.clone());
        Ok(if is_new {
            Change::ConfirmedAtTheDoor { reservation, check_in }
        } else {
            Change::CheckedIn { reservation, check_in }
        })
    }

    /// The reservation, if it was confirmed just now.
    fn confirmed(
        &self,
        reservation: &Reservation,
        confirms: bool,
        now: Timestamp,
    ) -> Result<Option<Reservation>, CheckInRefusal> {
        if reservation.status == Status::Cancelled {
            return Err(CheckInRefusal::Cancelled);
        }
        if self.performance.cancelled_at.is_some() {
            return Err(CheckInRefusal::PerformanceCancelled);
        }
        if reservation.status == Status::Confirmed {
            return Ok(None);
        }
        let done = self.confirm_by_staff(reservation.id, now);
        if !confirms {
            return Err(CheckInRefusal::NotConfirmed {
                seats: reservation.seats,
                available: self.available(now),
                can_confirm: done.is_ok(),
            });
        }
        match done {
            Ok(change) => Ok(change.reservation().cloned()),
            Err(ConfirmRefusal::SoldOut { available }) => {
                Err(CheckInRefusal::SoldOut { available })
            }
            Err(ConfirmRefusal::PerformanceCancelled) => Err(CheckInRefusal::PerformanceCancelled),
            Err(ConfirmRefusal::Cancelled) => Err(CheckInRefusal::Cancelled),
            Err(ConfirmRefusal::Unknown | ConfirmRefusal::TooManyReservations { .. }) => {
                Err(CheckInRefusal::Unknown)
            }
        }
    }

    pub(super) fn door_is_open(&self, now: Timestamp) -> bool {
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
            check_in: last.id,
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
