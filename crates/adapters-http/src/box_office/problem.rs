use crate::{
    booking::problem::admitted,
    http::problem::{ApiError, Fault},
};
use azionelab_application::box_office::BoxOfficeError;
use azionelab_domain::{CorrectRefusal, ResendRefusal, TransferRefusal};

impl<R: Into<Self>> From<BoxOfficeError<R>> for ApiError {
    fn from(error: BoxOfficeError<R>) -> Self {
        match error {
            BoxOfficeError::Denied(denied) => denied.into(),
            BoxOfficeError::NotFound => Self::NotFound,
            BoxOfficeError::EditedMeanwhile => Self::EditedMeanwhile,
            BoxOfficeError::AddressBeyondAscii => Self::field("email", Fault::BeyondAscii),
            // Staff never use a secret, so the reservation's id is what is unknown.
            BoxOfficeError::Refused(refusal) => match refusal.into() {
                Self::UnknownReservation => Self::NotFound,
                error => error,
            },
            BoxOfficeError::Store(error) => error.into(),
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
