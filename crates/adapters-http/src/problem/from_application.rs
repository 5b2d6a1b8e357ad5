//! From what the use cases refuse to problems, one match for each, so that a new refusal can't
//! go unanswered.

use super::{Admitted, ApiError, Fault, FieldFault};
use azionelab_application::{
    accounts::SignInError,
    booking::{
        BookError, CancelError, ChangeSeatsError, ConfirmError, FollowError, HolderError,
        SeeTicketError, TicketDocumentError, WithdrawError,
    },
    door::{DoorError, UndoCheckInError},
    ports::StoreError,
    programme::{
        BrowseError, PerformanceError, PosterError, PutOnError, ShowError, VenueError, WrongStart,
    },
};
use azionelab_domain::{
    BookRefusal, CancelRefusal, ChangeSeatsRefusal, ConfirmRefusal, WithdrawRefusal, WrongTimes,
};
use std::error::Error;

impl From<StoreError> for ApiError {
    /// Notes the failure with its causes, by their `Display` alone: `Debug` might show values.
    fn from(error: StoreError) -> Self {
        let mut causes = String::new();
        let mut cause = error.source();
        while let Some(source) = cause {
            causes.push_str(": ");
            causes.push_str(&source.to_string());
            cause = source.source();
        }
        match error {
            StoreError::Unavailable(_) => {
                tracing::warn!("{error}{causes}");
                Self::Unavailable
            }
            StoreError::Unexpected(_) => {
                tracing::error!("{error}{causes}");
                Self::Internal
            }
        }
    }
}

const fn party_too_large(max: u16) -> Fault {
    Fault::OutOfRange { min: 1, max: max as i64 }
}

pub(super) fn admitted(inside: u32) -> ApiError {
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

impl From<BrowseError> for ApiError {
    fn from(error: BrowseError) -> Self {
        match error {
            BrowseError::NotFound => Self::NotFound,
            BrowseError::Renamed(today) => Self::Renamed(today),
            BrowseError::Store(error) => error.into(),
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

impl From<CancelError> for ApiError {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::UnknownReservation => Self::UnknownReservation,
            CancelError::Refused(refusal) => refusal.into(),
            CancelError::Store(error) => error.into(),
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

impl From<TicketDocumentError> for ApiError {
    fn from(error: TicketDocumentError) -> Self {
        match error {
            TicketDocumentError::UnknownReservation => Self::UnknownReservation,
            TicketDocumentError::NotConfirmed => Self::NotConfirmed(None),
            TicketDocumentError::Store(error) => error.into(),
        }
    }
}

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::WrongCredentials => Self::WrongCredentials,
            SignInError::TotpRequired => Self::TotpRequired,
            SignInError::Store(error) => error.into(),
        }
    }
}

impl From<DoorError> for ApiError {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Forbidden => Self::Forbidden,
            DoorError::NotFound => Self::NotFound,
            DoorError::Store(error) => error.into(),
        }
    }
}

impl From<UndoCheckInError> for ApiError {
    fn from(error: UndoCheckInError) -> Self {
        match error {
            UndoCheckInError::Forbidden => Self::Forbidden,
            UndoCheckInError::NotFound => Self::NotFound,
            UndoCheckInError::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at, can_override: false }
            }
            UndoCheckInError::Store(error) => error.into(),
        }
    }
}

impl From<ShowError> for ApiError {
    fn from(error: ShowError) -> Self {
        match error {
            ShowError::Forbidden => Self::Forbidden,
            ShowError::NotFound => Self::NotFound,
            ShowError::EditedMeanwhile => Self::EditedMeanwhile,
            ShowError::NoSlug => Self::field("slug", Fault::Required),
            ShowError::SlugTaken => Self::SlugTaken,
            ShowError::HasPerformances => Self::HasPerformances,
            ShowError::Store(error) => error.into(),
        }
    }
}

impl From<PosterError> for ApiError {
    fn from(error: PosterError) -> Self {
        match error {
            PosterError::Forbidden => Self::Forbidden,
            PosterError::NotFound => Self::NotFound,
            PosterError::EditedMeanwhile => Self::EditedMeanwhile,
            PosterError::UnreadableImage => Self::UnreadableImage,
            PosterError::Store(error) => error.into(),
        }
    }
}

impl From<VenueError> for ApiError {
    fn from(error: VenueError) -> Self {
        match error {
            VenueError::Forbidden => Self::Forbidden,
            VenueError::NotFound => Self::NotFound,
            VenueError::EditedMeanwhile => Self::EditedMeanwhile,
            VenueError::NoSlug => Self::field("slug", Fault::Required),
            VenueError::SlugTaken => Self::SlugTaken,
            VenueError::HasPerformances => Self::HasPerformances,
            VenueError::Store(error) => error.into(),
        }
    }
}

impl From<PerformanceError> for ApiError {
    fn from(error: PerformanceError) -> Self {
        match error {
            PerformanceError::Forbidden => Self::Forbidden,
            PerformanceError::NotFound => Self::NotFound,
            PerformanceError::EditedMeanwhile => Self::EditedMeanwhile,
            PerformanceError::PerformanceCancelled => Self::PerformanceCancelled,
            PerformanceError::WrongTimes(wrong) => wrong.into(),
            PerformanceError::WrongStart(refusal) => Self::field("starts_local", refusal.into()),
            PerformanceError::InThePast => Self::field("starts_local", Fault::InThePast),
            PerformanceError::HasReservations => Self::HasReservations,
            PerformanceError::Store(error) => error.into(),
        }
    }
}

impl From<WrongTimes> for ApiError {
    fn from(wrong: WrongTimes) -> Self {
        let faults = [
            (wrong.doors_after_start, "doors_at", Fault::AfterStart),
            (wrong.closing_after_start, "closes_at", Fault::AfterStart),
            (wrong.closing_before_opening, "closes_at", Fault::EndBeforeStart),
        ];
        let faults = faults.into_iter().filter(|(is_so, ..)| *is_so);
        Self::Validation(
            faults.map(|(_, field, fault)| FieldFault { field: field.into(), fault }).collect(),
        )
    }
}

impl From<PutOnError> for ApiError {
    fn from(error: PutOnError) -> Self {
        match error {
            PutOnError::Forbidden => Self::Forbidden,
            PutOnError::NoSuchShow => Self::field("show_id", Fault::Invalid),
            PutOnError::NoSuchVenue => Self::field("venue_id", Fault::Invalid),
            PutOnError::WrongStarts(starts) => Self::Validation(
                starts
                    .into_iter()
                    .map(|(place, wrong)| FieldFault {
                        field: format!("starts[{place}]").into(),
                        fault: wrong.into(),
                    })
                    .collect(),
            ),
            PutOnError::Store(error) => error.into(),
        }
    }
}

impl From<WrongStart> for Fault {
    fn from(wrong: WrongStart) -> Self {
        match wrong {
            WrongStart::NoInstant(refusal) => refusal.into(),
            WrongStart::InThePast => Self::InThePast,
            WrongStart::Duplicate => Self::Duplicate,
            WrongStart::ClosingBeforeOpening => Self::EndBeforeStart,
        }
    }
}
