use crate::http::problem::{Admitted, ApiError, Unconfirmed};
use azionelab_application::door::{CheckInError, DoorError, SeatWalkInError, UndoCheckInError};
use azionelab_domain::{AdmittedParty, CheckInRefusal, UndoRefusal, WalkInRefusal};

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
            UndoCheckInError::Refused(refusal) => refusal.into(),
            UndoCheckInError::Store(error) => error.into(),
        }
    }
}

impl From<UndoRefusal> for ApiError {
    fn from(refusal: UndoRefusal) -> Self {
        match refusal {
            UndoRefusal::Unknown => Self::NotFound,
            UndoRefusal::NotAuthorized => Self::Forbidden,
            UndoRefusal::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override: false }
            }
        }
    }
}

impl From<CheckInError> for ApiError {
    fn from(error: CheckInError) -> Self {
        match error {
            CheckInError::Denied(denied) => denied.into(),
            CheckInError::TicketReplaced => Self::TicketReplaced,
            CheckInError::WrongPerformance { of, name } => {
                Self::WrongPerformance { of: of.map(|listing| Box::new((&*listing).into())), name }
            }
            CheckInError::AlreadyAdmitted { party, venue, by } => {
                Self::AlreadyAdmitted(Box::new(Admitted { venue, by, ..party.into() }))
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
            CheckInRefusal::Cancelled { name } => Self::Cancelled { name: Some(name) },
            CheckInRefusal::NotConfirmed { name, reservation, seats, available, can_confirm } => {
                let party = Unconfirmed { name, reservation, seats, available, can_confirm };
                Self::NotConfirmed(Some(Box::new(party)))
            }
            CheckInRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            CheckInRefusal::OutsideDoorWindow { opens_at, closes_at, can_override } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override }
            }
            CheckInRefusal::AlreadyAdmitted(party) => Self::AlreadyAdmitted(Box::new(party.into())),
            CheckInRefusal::SoldOut { available } => Self::SoldOut { available },
            CheckInRefusal::TooMany { name, remaining } => {
                Self::TooMany { name: Some(name), remaining }
            }
        }
    }
}

impl From<AdmittedParty> for Admitted {
    fn from(party: AdmittedParty) -> Self {
        Self {
            inside: party.admitted,
            name: Some(party.name),
            at: Some(party.at),
            venue: None,
            by: None,
            reservation: Some(party.reservation),
            check_in: Some(party.check_in),
        }
    }
}

impl From<SeatWalkInError> for ApiError {
    fn from(error: SeatWalkInError) -> Self {
        match error {
            SeatWalkInError::Denied(denied) => denied.into(),
            SeatWalkInError::NotFound => Self::NotFound,
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
            WalkInRefusal::OutsideDoorWindow { opens_at, closes_at, can_override } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override }
            }
            WalkInRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}
