use crate::{
    booking::problem::admitted,
    http::problem::{Admitted, ApiError, Unconfirmed},
};
use azionelab_application::door::{CheckInError, DoorError, SeatWalkInError, UndoCheckInError};
use azionelab_domain::{CheckInRefusal, WalkInRefusal};

impl From<DoorError> for ApiError {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Denied(denied) => denied.into(),
            DoorError::NotFound => Self::NotFound,
            DoorError::Store(error) => error.into(),
        }
    }
}

impl From<UndoCheckInError> for ApiError {
    fn from(error: UndoCheckInError) -> Self {
        match error {
            UndoCheckInError::Denied(denied) => denied.into(),
            UndoCheckInError::NotFound => Self::NotFound,
            UndoCheckInError::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override: false }
            }
            UndoCheckInError::Store(error) => error.into(),
        }
    }
}

impl From<CheckInError> for ApiError {
    fn from(error: CheckInError) -> Self {
        match error {
            CheckInError::Denied(denied) => denied.into(),
            CheckInError::UnknownTicket => Self::UnknownTicket,
            CheckInError::TicketReplaced => Self::TicketReplaced,
            CheckInError::WrongPerformance { of, name } => {
                Self::WrongPerformance { of: of.map(|listing| Box::new((&*listing).into())), name }
            }
            CheckInError::AlreadyAdmitted {
                name,
                reservation,
                admitted,
                at,
                venue,
                by,
                check_in,
            } => Self::AlreadyAdmitted(Box::new(Admitted {
                inside: admitted,
                name: Some(name),
                at: Some(at),
                venue,
                by,
                reservation: Some(reservation),
                check_in: Some(check_in),
            })),
            CheckInError::NotConfirmed { name, reservation, seats, available, can_confirm } => {
                let party = Unconfirmed { name, reservation, seats, available, can_confirm };
                Self::NotConfirmed(Some(Box::new(party)))
            }
            CheckInError::Cancelled { name } => Self::Cancelled { name: Some(name) },
            CheckInError::OutsideDoorWindow { opens_at, closes_at, can_override } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override }
            }
            CheckInError::TooMany { name, remaining } => {
                Self::TooMany { name: Some(name), remaining }
            }
            CheckInError::Refused(refusal) => refusal.into(),
            CheckInError::Store(error) => error.into(),
        }
    }
}

impl From<CheckInRefusal> for ApiError {
    fn from(refusal: CheckInRefusal) -> Self {
        match refusal {
            CheckInRefusal::Unknown => Self::UnknownTicket,
            CheckInRefusal::Cancelled => Self::Cancelled { name: None },
            CheckInRefusal::NotConfirmed { .. } => Self::NotConfirmed(None),
            CheckInRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            CheckInRefusal::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override: false }
            }
            CheckInRefusal::AlreadyAdmitted { admitted: inside, .. } => admitted(inside),
            CheckInRefusal::SoldOut { available } => Self::SoldOut { available },
            CheckInRefusal::TooMany { remaining } => Self::TooMany { name: None, remaining },
        }
    }
}

impl From<SeatWalkInError> for ApiError {
    fn from(error: SeatWalkInError) -> Self {
        match error {
            SeatWalkInError::Denied(denied) => denied.into(),
            SeatWalkInError::NotFound => Self::NotFound,
            SeatWalkInError::OutsideDoorWindow { opens_at, closes_at, can_override } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override }
            }
            SeatWalkInError::Refused(refusal) => refusal.into(),
            SeatWalkInError::Store(error) => error.into(),
        }
    }
}

impl From<WalkInRefusal> for ApiError {
    fn from(refusal: WalkInRefusal) -> Self {
        match refusal {
            WalkInRefusal::DifferentAttempt => Self::IdempotencyMismatch,
            WalkInRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            WalkInRefusal::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override: false }
            }
            WalkInRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}
