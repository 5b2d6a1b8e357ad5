//! The same for what staff do at the door and at the desk.

use super::{Admitted, ApiError, Fault, Unconfirmed, from_application::admitted};
use azionelab_application::{
    box_office::DeskError,
    door::{CheckInError, SeatWalkInError},
};
use azionelab_domain::{
    CheckInRefusal, CorrectRefusal, ResendRefusal, TransferRefusal, WalkInRefusal,
};

impl From<CheckInError> for ApiError {
    fn from(error: CheckInError) -> Self {
        match error {
            CheckInError::Forbidden => Self::Forbidden,
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
            SeatWalkInError::Forbidden => Self::Forbidden,
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

impl<R: Into<Self>> From<DeskError<R>> for ApiError {
    fn from(error: DeskError<R>) -> Self {
        match error {
            DeskError::Forbidden => Self::Forbidden,
            DeskError::NotFound => Self::NotFound,
            DeskError::EditedMeanwhile => Self::EditedMeanwhile,
            DeskError::AddressBeyondAscii => Self::field("email", Fault::BeyondAscii),
            // To staff nothing is unknown for want of a secret.
            DeskError::Refused(refusal) => match refusal.into() {
                Self::UnknownReservation => Self::NotFound,
                error => error,
            },
            DeskError::Store(error) => error.into(),
        }
    }
}

impl From<core::convert::Infallible> for ApiError {
    fn from(never: core::convert::Infallible) -> Self {
        match never {}
    }
}

impl From<CorrectRefusal> for ApiError {
    fn from(refusal: CorrectRefusal) -> Self {
        match refusal {
            CorrectRefusal::Unknown => Self::NotFound,
            CorrectRefusal::Erased => Self::DataErased,
        }
    }
}

impl From<ResendRefusal> for ApiError {
    fn from(refusal: ResendRefusal) -> Self {
        match refusal {
            ResendRefusal::Unknown => Self::NotFound,
            ResendRefusal::NoAddress => Self::NoAddress,
            ResendRefusal::Cancelled => Self::Cancelled { name: None },
            ResendRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            ResendRefusal::TooLate { started_at } => Self::TooLate { started_at },
        }
    }
}

impl From<TransferRefusal> for ApiError {
    fn from(refusal: TransferRefusal) -> Self {
        match refusal {
            TransferRefusal::Unknown => Self::NotFound,
            TransferRefusal::SamePerformance => Self::SamePerformance,
            TransferRefusal::Cancelled => Self::Cancelled { name: None },
            TransferRefusal::HoldLapsed => Self::HoldExpired,
            TransferRefusal::AlreadyAdmitted { admitted: inside } => admitted(inside),
            TransferRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            TransferRefusal::TooLate { started_at } => Self::TooLate { started_at },
            TransferRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}
