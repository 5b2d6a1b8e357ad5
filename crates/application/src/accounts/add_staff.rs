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

/// Somebody who is to work here.
#[derive(Debug)]
pub struct NewStaffMember {
    pub name: PersonName,
    /// The address they sign in with.
    pub email: EmailAddress,
    /// What they are trusted with.
    pub role: Role,
    /// The password they sign in with.
    pub password: SecretString,
    /// For a second factor.
    pub totp: Option<TotpSecret>,
}

/// Why an account was not made.
#[derive(Debug, Error)]
pub enum AddStaffError {
    /// The password is too easy to guess.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    #[error("somebody signs in with this address already")]
    AddressTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes an account for somebody who works here.
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

    /// Makes the account.
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
