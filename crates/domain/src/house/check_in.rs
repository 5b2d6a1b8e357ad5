use super::{Change, ConfirmRefusal, House};
use crate::{
    CheckIn, CheckInId, ClientRef, MultilineText, PersonName, Reservation, ReservationId, Seats,
    StaffId, Status,
};
use jiff::Timestamp;
use thiserror::Error;

/// A request to admit people of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRequest {
    pub id: CheckInId,
    pub reservation: ReservationId,
    /// How many people to admit. `None` means everybody who is still to come.
    pub seats: Option<Seats>,
    pub by: StaffId,
    /// The scanner's reference for this check-in.
    pub client_ref: Option<ClientRef>,
    /// The reason for a check-in outside the door window. Only for staff with that permission.
    pub override_reason: Option<MultilineText>,
    /// Whether this staff member has [`Permission::OverrideDoorWindow`](crate::Permission).
    pub may_override: bool,
    /// Whether an unconfirmed party is confirmed at the same time, if there are seats for it.
    pub confirms: bool,
}

/// A refusal with all data for its answer that the house has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckInRefusal {
    /// There is no such reservation or ticket, or its guest was erased, so that nobody can tell
    /// whose it is.
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation was cancelled")]
    Cancelled { name: PersonName },
    #[error("the reservation is not confirmed")]
    NotConfirmed {
        name: PersonName,
        reservation: ReservationId,
        /// The size of the party.
        seats: Seats,
        /// The seats left, not counting those that the party may still hold.
        available: u32,
        /// Whether staff can confirm it at the door.
        can_confirm: bool,
    },
    /// It was never confirmed, and its seats are taken.
    #[error("the hold has lapsed and {available} seats are left")]
    SoldOut { available: u32 },
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("the door is open from {opens_at} to {closes_at}")]
    OutsideDoorWindow {
        opens_at: Timestamp,
        closes_at: Timestamp,
        /// Whether this staff member can admit the party with a reason.
        can_override: bool,
    },
    #[error("the whole party was admitted, the last at {}", .0.at)]
    AlreadyAdmitted(AdmittedParty),
    #[error("{remaining} of the party are still to come")]
    TooMany { name: PersonName, remaining: u32 },
}

/// A party that was admitted completely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmittedParty {
    pub name: PersonName,
    pub reservation: ReservationId,
    pub admitted: u32,
    /// The time of the last check-in.
    pub at: Timestamp,
    /// The staff member who made it.
    pub by: StaffId,
    pub check_in: CheckInId,
}

impl House {
    /// Admits a party or a part of it. A repeated request with the same client reference changes
    /// nothing.
    pub fn check_in(
        &self,
        request: &CheckInRequest,
        now: Timestamp,
    ) -> Result<Change, CheckInRefusal> {
        let reservation =
            self.reservations.get(request.reservation).ok_or(CheckInRefusal::Unknown)?;
        if let Some(before) = reservation
            .check_ins
            .iter()
            .find(|before| before.client_ref.is_some() && before.client_ref == request.client_ref)
        {
            return Ok(Change::AlreadyCheckedIn {
                reservation: reservation.clone(),
                check_in: before.clone(),
            });
        }
        let confirmed = self.confirmed(reservation, request.confirms, now)?;
        if request.override_reason.is_none() && !self.door_is_open(now) {
            let (opens_at, closes_at) = self.performance.door_window(&self.policy);
            let can_override = request.may_override;
            return Err(CheckInRefusal::OutsideDoorWindow { opens_at, closes_at, can_override });
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

    /// The confirmed reservation if it has to be confirmed now, `None` if it is confirmed already.
    fn confirmed(
        &self,
        reservation: &Reservation,
        confirms: bool,
        now: Timestamp,
    ) -> Result<Option<Reservation>, CheckInRefusal> {
        if reservation.status == Status::Cancelled {
            return Err(CheckInRefusal::Cancelled { name: name_of(reservation)? });
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
                name: name_of(reservation)?,
                reservation: reservation.id,
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
            Err(ConfirmRefusal::Cancelled) => {
                Err(CheckInRefusal::Cancelled { name: name_of(reservation)? })
            }
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
    requested: Option<Seats>,
) -> Result<Seats, CheckInRefusal> {
    let remaining = reservation.remaining();
    if let (0, Some(last)) = (remaining, reservation.last_check_in()) {
        return Err(CheckInRefusal::AlreadyAdmitted(AdmittedParty {
            name: name_of(reservation)?,
            reservation: reservation.id,
            admitted: reservation.admitted(),
            at: last.at,
            by: last.by,
            check_in: last.id,
        }));
    }
    let seats = requested.or_else(|| Seats::parse(i64::from(remaining)).ok());
    match seats.filter(|seats| seats.count() <= remaining) {
        Some(seats) => Ok(seats),
        None => Err(CheckInRefusal::TooMany { name: name_of(reservation)?, remaining }),
    }
}

fn name_of(reservation: &Reservation) -> Result<PersonName, CheckInRefusal> {
    reservation.guest.name.clone().ok_or(CheckInRefusal::Unknown)
}
