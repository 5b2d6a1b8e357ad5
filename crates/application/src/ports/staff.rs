#![cfg_attr(
    feature = "mock",
    expect(clippy::ref_option_ref, reason = "so mockall takes an optional reference")
)]

use async_trait::async_trait;
use azionelab_domain::{EmailAddress, PersonName, Role, SecretHash, StaffId};
use jiff::Timestamp;
use secrecy::SecretString;
use thiserror::Error;

use super::StoreError;

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Their id.
    pub id: StaffId,
    /// Their name.
    pub name: PersonName,
    /// The address they sign in with.
    pub email: EmailAddress,
    /// What they are trusted with.
    pub role: Role,
}

/// What is kept of a password: a hash in PHC string format, with its salt and costs.
#[derive(Debug, Clone)]
pub struct PasswordHash(pub SecretString);

/// The secret shared with an authenticator app (RFC 6238), in base32.
#[derive(Debug, Clone)]
pub struct TotpSecret(pub SecretString);

/// A member of staff with what proves them.
#[derive(Debug, Clone)]
pub struct Account {
    /// Who it is.
    pub member: StaffMember,
    /// Of their password.
    pub password: PasswordHash,
    /// For a second factor, if they set one up.
    pub totp: Option<TotpSecret>,
}

/// Why an account was not added.
#[derive(Debug, Error)]
pub enum AddAccountError {
    /// Somebody signs in with this address already.
    #[error("somebody signs in with this address already")]
    AddressTaken,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The accounts of the staff.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffAccounts: Send + Sync {
    /// Adds an account.
    async fn add(&self, account: &Account, now: Timestamp) -> Result<(), AddAccountError>;

    /// The account of an address, whatever its letter case.
    async fn by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError>;

    /// Somebody who works here, or did.
    async fn member(&self, id: StaffId) -> Result<Option<StaffMember>, StoreError>;

    /// Notes that a one-time code of this time step was used; false when this or a later one was
    /// used before, so that no code counts twice.
    async fn use_totp_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError>;
}

/// Who is signed in. A session is known by the hash of its token.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Starts a session that ends at `expires_at` at the latest.
    async fn open(
        &self,
        token: SecretHash,
        who: StaffId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Whose session it is, if it was used after `idle_since` and has not ended. Notes that it
    /// was used.
    async fn find(
        &self,
        token: SecretHash,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Option<StaffMember>, StoreError>;

    /// Ends a session; ending one that is not there is no error.
    async fn close(&self, token: SecretHash) -> Result<(), StoreError>;
}

/// Makes and checks password hashes, with a function made for it (Argon2id).
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Passwords: Send + Sync {
    /// Hashes a password with a fresh salt.
    async fn hash(&self, password: &SecretString) -> PasswordHash;

    /// Whether the password is the one that was hashed. Without a hash the answer is no, and
    /// takes as long.
    #[cfg_attr(feature = "mock", mockall::concretize)]
    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool;
}

/// Checks one-time codes (RFC 6238).
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait TotpCodes: Send + Sync {
    /// The time step that a code belongs to, if it is right for `now` or one step to either side.
    fn step_of(&self, secret: &TotpSecret, code: &str, now: Timestamp) -> Option<u64>;
}
