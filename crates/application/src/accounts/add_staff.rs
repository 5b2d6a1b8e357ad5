use super::{
    Account, AddAccountError, ChosenPassword, PasswordRefusal, Passwords, StaffAccounts,
    StaffMember, TotpSecret,
};
use crate::{
    Ports,
    ports::{Clock, Secrets, StoreError},
    programme::Programme,
};
use azionelab_domain::{EmailAddress, PersonName, Role, StaffId};
use secrecy::SecretString;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug)]
pub struct NewStaffMember {
    pub name: PersonName,
    /// The address for signing in.
    pub email: EmailAddress,
    pub role: Role,
    pub password: SecretString,
    /// The secret of a second factor, if the account gets one.
    pub totp: Option<TotpSecret>,
}

#[derive(Debug, Error)]
pub enum AddStaffError {
    /// The password is too easy to guess.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    #[error("another account has this address")]
    AddressTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an account for a staff member.
pub struct AddStaff {
    accounts: Arc<dyn StaffAccounts>,
    passwords: Arc<dyn Passwords>,
    programme: Arc<dyn Programme>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl AddStaff {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            accounts: ports.staff_accounts.clone(),
            passwords: ports.passwords.clone(),
            programme: ports.programme.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    pub async fn execute(&self, new: NewStaffMember) -> Result<StaffMember, AddStaffError> {
        let chosen = ChosenPassword::parse(&new.password)?;
        chosen.fits(&new.name, &new.email, &self.programme.site().await?.name)?;
        let member = StaffMember {
            id: StaffId::new(self.secrets.id()),
            name: new.name,
            email: new.email,
            role: new.role,
        };
        let password = self.passwords.hash(chosen.secret()).await;
        let account = Account { member, password, totp: new.totp };
        self.accounts.add(&account, self.clock.now()).await.map_err(|error| match error {
            AddAccountError::AddressTaken => AddStaffError::AddressTaken,
            AddAccountError::Store(error) => AddStaffError::Store(error),
        })?;
        Ok(account.member)
    }
}
