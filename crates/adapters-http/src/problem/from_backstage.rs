//! From what the use cases of accounts, the audit and the site refuse to problems.

use super::{ApiError, Fault};
use azionelab_application::{
    accounts::{
        ChangePasswordError, EndSessionError, OwnAccountError, RosterError, SecondFactorError,
        StaffLinkError,
    },
    audit::ReadAuditError,
    site::{EditPageError, EditSiteError},
};

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
            ChangePasswordError::Password(refusal) => Self::field("new_password", refusal.into()),
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
            StaffLinkError::Password(refusal) => Self::field("new_password", refusal.into()),
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
