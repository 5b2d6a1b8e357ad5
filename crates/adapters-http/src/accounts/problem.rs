use crate::http::problem::{ApiError, Fault};
use azionelab_application::accounts::{
    ChangePasswordError, Denied, EndSessionError, OwnAccountError, ReauthenticationError,
    RosterError, SecondFactorError, SignInError, StaffLinkError,
};

impl From<Denied> for ApiError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => error.into(),
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
            ChangePasswordError::Reauthentication(error) => {
                reauthentication("current_password", error)
            }
            ChangePasswordError::Password(refusal) => Self::field("new_password", refusal.into()),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}

fn reauthentication(field: &'static str, error: ReauthenticationError) -> ApiError {
    match error {
        ReauthenticationError::WrongPassword => ApiError::field(field, Fault::Wrong),
        ReauthenticationError::Store(error) => error.into(),
    }
}

impl From<SecondFactorError> for ApiError {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::Reauthentication(error) => reauthentication("password", error),
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
            RosterError::Denied(denied) => denied.into(),
            RosterError::NotFound => Self::NotFound,
            RosterError::AddressTaken => Self::AddressTaken,
            RosterError::NotInvited => Self::NotInvited,
            RosterError::EditedMeanwhile => Self::EditedMeanwhile,
            RosterError::LastAdministrator => Self::LastAdministrator,
            RosterError::Store(error) => error.into(),
        }
    }
}
