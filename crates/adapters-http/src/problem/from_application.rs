//! From what the use cases refuse to problems, one match for each, so that a new refusal can't
//! go unanswered.

use std::error::Error;

use azionelab_application::{
    BookError, BrowseError, CancelError, ChangePasswordError, ChangeSeatsError, CheckInError,
    ConfirmError, DoorError, EditPageError, EditSiteError, EndSessionError, FollowError,
    HolderError, OwnAccountError, ReadAuditError, RosterError, SecondFactorError, SeeTicketError,
    SignInError, StaffLinkError, TicketDocumentError, UndoCheckInError, WithdrawError,
    ports::StoreError,
};
use azionelab_domain::{
    BookRefusal, CancelRefusal, ChangeSeatsRefusal, CheckInRefusal, ConfirmRefusal, WithdrawRefusal,
};

use super::{Admitted, ApiError, Fault};

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

fn admitted(inside: u32) -> ApiError {
    let before = Admitted { inside, name: None, at: None, venue: None, by: None };
    ApiError::AlreadyAdmitted(Box::new(before))
}

impl From<BrowseError> for ApiError {
    fn from(error: BrowseError) -> Self {
        match error {
            BrowseError::NotFound => Self::NotFound,
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
            SeeTicketError::Store(error) => error.into(),
        }
    }
}

impl From<BookError> for ApiError {
    fn from(error: BookError) -> Self {
        match error {
            BookError::NoSuchPerformance => Self::NotFound,
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
            ConfirmError::UnknownReservation | ConfirmError::Refused(ConfirmRefusal::Unknown) => {
                Self::UnknownReservation
            }
            ConfirmError::Refused(ConfirmRefusal::Cancelled) => Self::Cancelled,
            ConfirmError::Refused(ConfirmRefusal::PerformanceCancelled) => {
                Self::PerformanceCancelled
            }
            ConfirmError::Refused(ConfirmRefusal::TooManyReservations { max }) => {
                Self::TooManyReservations { max }
            }
            ConfirmError::Refused(ConfirmRefusal::SoldOut { available }) => {
                Self::SoldOut { available }
            }
            ConfirmError::Store(error) => error.into(),
        }
    }
}

impl From<CancelError> for ApiError {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::UnknownReservation | CancelError::Refused(CancelRefusal::Unknown) => {
                Self::UnknownReservation
            }
            CancelError::Refused(CancelRefusal::AlreadyAdmitted { admitted: inside }) => {
                admitted(inside)
            }
            CancelError::Refused(CancelRefusal::TooLate { started_at }) => {
                Self::TooLate { started_at }
            }
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

impl From<ChangeSeatsRefusal> for ApiError {
    fn from(refusal: ChangeSeatsRefusal) -> Self {
        match refusal {
            ChangeSeatsRefusal::Unknown => Self::UnknownReservation,
            ChangeSeatsRefusal::Cancelled => Self::Cancelled,
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
            TicketDocumentError::NotConfirmed => Self::NotConfirmed,
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

impl From<CheckInError> for ApiError {
    fn from(error: CheckInError) -> Self {
        match error {
            CheckInError::Forbidden => Self::Forbidden,
            CheckInError::UnknownTicket => Self::UnknownTicket,
            CheckInError::WrongPerformance { of } => {
                Self::WrongPerformance(of.map(|listing| Box::new((&*listing).into())))
            }
            CheckInError::AlreadyAdmitted { name, admitted, at, venue, by } => {
                Self::AlreadyAdmitted(Box::new(Admitted {
                    inside: admitted,
                    name: Some(name),
                    at: Some(at),
                    venue,
                    by,
                }))
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
            CheckInRefusal::Cancelled => Self::Cancelled,
            CheckInRefusal::NotConfirmed => Self::NotConfirmed,
            CheckInRefusal::PerformanceCancelled => Self::PerformanceCancelled,
            CheckInRefusal::OutsideDoorWindow { opens_at, closes_at } => {
                Self::OutsideDoorWindow { opens_at, closes_at }
            }
            CheckInRefusal::AlreadyAdmitted { admitted: inside, .. } => admitted(inside),
            CheckInRefusal::TooMany { remaining } => Self::TooMany { remaining },
        }
    }
}

impl From<UndoCheckInError> for ApiError {
    fn from(error: UndoCheckInError) -> Self {
        match error {
            UndoCheckInError::Forbidden => Self::Forbidden,
            UndoCheckInError::NotFound => Self::NotFound,
            UndoCheckInError::Store(error) => error.into(),
        }
    }
}

impl From<OwnAccountError> for ApiError {
    fn from(error: OwnAccountError) -> Self {
        match error {
            OwnAccountError::Gone => Self::NotSignedIn,
            OwnAccountError::Store(error) => error.into(),
        }
    }
}

impl From<EndSessionError> for ApiError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NotFound => Self::NotFound,
            EndSessionError::Store(error) => error.into(),
        }
    }
}

impl From<ChangePasswordError> for ApiError {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::WrongPassword => Self::field("current_password", Fault::Wrong),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}

impl From<SecondFactorError> for ApiError {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::WrongPassword => Self::field("password", Fault::Wrong),
            SecondFactorError::WrongCode => Self::field("code", Fault::Invalid),
            SecondFactorError::NotPrepared => Self::NoTotpPrepared,
            SecondFactorError::NotSetUp => Self::NoTotp,
            SecondFactorError::Store(error) => error.into(),
        }
    }
}

impl From<StaffLinkError> for ApiError {
    fn from(error: StaffLinkError) -> Self {
        match error {
            StaffLinkError::Unknown => Self::UnknownLink,
            StaffLinkError::Store(error) => error.into(),
        }
    }
}

impl From<RosterError> for ApiError {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Forbidden => Self::Forbidden,
            RosterError::NotFound => Self::NotFound,
            RosterError::AddressTaken => Self::AddressTaken,
            RosterError::NotInvited => Self::NotInvited,
            RosterError::EditedMeanwhile => Self::EditedMeanwhile,
            RosterError::LastAdministrator => Self::LastAdministrator,
            RosterError::Store(error) => error.into(),
        }
    }
}

impl From<ReadAuditError> for ApiError {
    fn from(error: ReadAuditError) -> Self {
        match error {
            ReadAuditError::Forbidden => Self::Forbidden,
            ReadAuditError::Store(error) => error.into(),
        }
    }
}

impl From<EditSiteError> for ApiError {
    fn from(error: EditSiteError) -> Self {
        match error {
            EditSiteError::Forbidden => Self::Forbidden,
            EditSiteError::EditedMeanwhile => Self::EditedMeanwhile,
            EditSiteError::Store(error) => error.into(),
        }
    }
}

impl From<EditPageError> for ApiError {
    fn from(error: EditPageError) -> Self {
        match error {
            EditPageError::Forbidden => Self::Forbidden,
            EditPageError::NotFound => Self::NotFound,
            EditPageError::SlugTaken => Self::SlugTaken,
            EditPageError::EditedMeanwhile => Self::EditedMeanwhile,
            EditPageError::Store(error) => error.into(),
        }
    }
}
