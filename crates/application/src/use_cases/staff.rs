use std::sync::Arc;

use azionelab_domain::{EmailAddress, PersonName, Role, StaffId};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

use super::Ports;
use crate::ports::{
    Account, AddAccountError, Clock, Passwords, Secrets, StaffAccounts, StaffMember, StoreError,
    TotpSecret,
};

/// Somebody who is to work here.
#[derive(Debug)]
pub struct NewStaffMember {
    /// Their name.
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
    /// The password is too easy to guess (NIST SP 800-63B asks for length above all).
    #[error("a password has at least {} characters", AddStaff::SHORTEST_PASSWORD)]
    PasswordTooShort,
    /// Somebody signs in with this address already.
    #[error("somebody signs in with this address already")]
    AddressTaken,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes an account for somebody who works here.
pub struct AddStaff {
    accounts: Arc<dyn StaffAccounts>,
    passwords: Arc<dyn Passwords>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl AddStaff {
    /// The length of the shortest password, in characters.
    pub const SHORTEST_PASSWORD: usize = 10;

    pub(super) fn new(ports: &Ports) -> Self {
        Self {
            accounts: ports.staff_accounts.clone(),
            passwords: ports.passwords.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Makes the account.
    pub async fn execute(&self, new: NewStaffMember) -> Result<StaffMember, AddStaffError> {
        if new.password.expose_secret().chars().count() < Self::SHORTEST_PASSWORD {
            return Err(AddStaffError::PasswordTooShort);
        }
        let member = StaffMember {
            id: StaffId::new(self.secrets.id()),
            name: new.name,
            email: new.email,
            role: new.role,
        };
        let password = self.passwords.hash(&new.password).await;
        let account = Account { member, password, totp: new.totp };
        self.accounts.add(&account, self.clock.now()).await.map_err(|error| match error {
            AddAccountError::AddressTaken => AddStaffError::AddressTaken,
            AddAccountError::Store(error) => AddStaffError::Store(error),
        })?;
        Ok(account.member)
    }
}
