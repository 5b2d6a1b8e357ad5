use crate::http::problem::{Admitted, ApiError, Fault};
use azionelab_application::booking::{
    BookError, CancelError, ChangeSeatsError, ConfirmError, FollowError, HolderError,
    SeeTicketError, TicketDocumentError, WithdrawError,
};
use azionelab_domain::{
    BookRefusal, CancelRefusal, ChangeSeatsRefusal, ConfirmRefusal, WithdrawRefusal,
};

pub(crate) const fn party_too_large(max: u16) -> Fault {
    Fault::OutOfRange { min: 1, max: max as i64 }
}

pub(crate) fn admitted(inside: u32) -> ApiError {
    let before = Admitted {
        inside,
        name: None,
        at: None,
        venue: None,
        by: None,
        reservation: None,
        check_in: None,
    };
    ApiError::AlreadyAdmitted(Box::new(before))
}

impl From<BookRefusal> for ApiError {
    fn from(refusal: BookRefusal) -> Self {
        match refusal {
            BookRefusal::DifferentAttempt => Self::IdempotencyMismatch,
            BookRefusal::NotListed => Self::NotFound,
            BookRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            BookRefusal::NotYetOpen { opens_at } => Self::BookingNotOpen { opens_at },
            BookRefusal::Closed { closed_at } => Self::BookingClosed { closed_at },
            BookRefusal::PartyTooLarge { max } => Self::field("seats", party_too_large(max)),
            BookRefusal::TooManyReservations { max } => Self::TooManyReservations { max },
            BookRefusal::TooManyUnconfirmed { by, retry_after } => {
                Self::TooManyUnconfirmed { by, retry_after: retry_after.as_secs().unsigned_abs() }
            }
            BookRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}

impl From<ConfirmRefusal> for ApiError {
    fn from(refusal: ConfirmRefusal) -> Self {
        match refusal {
            ConfirmRefusal::Unknown => Self::UnknownReservation,
            ConfirmRefusal::Cancelled => Self::Cancelled { name: None },
            ConfirmRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            ConfirmRefusal::TooManyReservations { max } => Self::TooManyReservations { max },
            ConfirmRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}

impl From<CancelRefusal> for ApiError {
    fn from(refusal: CancelRefusal) -> Self {
        match refusal {
            CancelRefusal::Unknown => Self::UnknownReservation,
            CancelRefusal::AlreadyAdmitted { admitted: inside } => admitted(inside),
            CancelRefusal::TooLate { started_at } => Self::TooLate { started_at },
        }
    }
}

impl From<ChangeSeatsRefusal> for ApiError {
    fn from(refusal: ChangeSeatsRefusal) -> Self {
        match refusal {
            ChangeSeatsRefusal::Unknown => Self::UnknownReservation,
            ChangeSeatsRefusal::Cancelled => Self::Cancelled { name: None },
            ChangeSeatsRefusal::HoldLapsed => Self::HoldExpired,
            ChangeSeatsRefusal::FewerThanAdmitted { admitted: inside } => admitted(inside),
            ChangeSeatsRefusal::PartyTooLarge { max } => Self::field("seats", party_too_large(max)),
            ChangeSeatsRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            ChangeSeatsRefusal::TooLate { started_at } => Self::TooLate { started_at },
            ChangeSeatsRefusal::SoldOut { available } => Self::SoldOut { available },
        }
    }
}

impl From<FollowError> for ApiError {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::NotFound => Self::NotFound,
            FollowError::Store(error) => error.into(),
        }
    }
}

impl From<SeeTicketError> for ApiError {
    fn from(error: SeeTicketError) -> Self {
        match error {
            SeeTicketError::UnknownTicket => Self::UnknownTicket,
            SeeTicketError::Replaced => Self::TicketReplaced,
            SeeTicketError::Store(error) => error.into(),
        }
    }
}

impl From<BookError> for ApiError {
    fn from(error: BookError) -> Self {
        match error {
            BookError::NoSuchPerformance => Self::NotFound,
            BookError::AddressBeyondAscii => Self::field("email", Fault::BeyondAscii),
            BookError::Refused(refusal) => refusal.into(),
            BookError::Store(error) => error.into(),
        }
    }
}

impl From<HolderError> for ApiError {
    fn from(error: HolderError) -> Self {
        match error {
            HolderError::UnknownReservation => Self::UnknownReservation,
            HolderError::Store(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for ApiError {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::UnknownReservation => Self::UnknownReservation,
            ConfirmError::Refused(refusal) => refusal.into(),
            ConfirmError::Store(error) => error.into(),
        }
    }
}

impl From<CancelError> for ApiError {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::UnknownReservation => Self::UnknownReservation,
            CancelError::Refused(refusal) => refusal.into(),
            CancelError::Store(error) => error.into(),
        }
    }
}

impl From<WithdrawError> for ApiError {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NotFound | WithdrawError::Refused(WithdrawRefusal::Unknown) => {
                Self::NotFound
            }
            WithdrawError::Refused(WithdrawRefusal::AlreadyConfirmed) => Self::AlreadyConfirmed,
            WithdrawError::Refused(WithdrawRefusal::TooLate { started_at }) => {
                Self::TooLate { started_at }
            }
            WithdrawError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeSeatsError> for ApiError {
    fn from(error: ChangeSeatsError) -> Self {
        match error {
            ChangeSeatsError::UnknownReservation => Self::UnknownReservation,
            ChangeSeatsError::Refused(refusal) => refusal.into(),
            ChangeSeatsError::Store(error) => error.into(),
        }
    }
}

impl From<TicketDocumentError> for ApiError {
    fn from(error: TicketDocumentError) -> Self {
        match error {
            TicketDocumentError::UnknownReservation => Self::UnknownReservation,
            TicketDocumentError::NotConfirmed => Self::NotConfirmed(None),
            TicketDocumentError::Store(error) => error.into(),
        }
    }
}
