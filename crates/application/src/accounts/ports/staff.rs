#![cfg_attr(
    feature = "mock",
    expect(clippy::ref_option_ref, reason = "so mockall takes an optional reference")
)]

use crate::{audit::AuditEntry, ports::StoreError};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, PersonName, Role, SecretHash, SessionId, StaffId};
use jiff::Timestamp;
use secrecy::SecretString;
use thiserror::Error;

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
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
    pub member: StaffMember,
    pub password: PasswordHash,
    /// For a second factor, if they set one up.
    pub totp: Option<TotpSecret>,
}

/// Why an account was not added.
#[derive(Debug, Error)]
pub enum AddAccountError {
    #[error("somebody signs in with this address already")]
    AddressTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The accounts of the staff.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffAccounts: Send + Sync {
    async fn add(&self, account: &Account, now: Timestamp) -> Result<(), AddAccountError>;

    /// The account of an address, whatever its letter case, if somebody can sign in with it: who
    /// was invited and has chosen no password can't, nor can who was deactivated.
    async fn by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError>;

    /// Somebody who works here, or did.
    async fn member(&self, id: StaffId) -> Result<Option<StaffMember>, StoreError>;

    /// Notes that a one-time code of this time step was used; false when this or a later one was
    /// used before, so that no code counts twice.
    async fn use_totp_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError>;
}

/// Browser and system of a device in a few words, as in `Firefox · Android`; empty when they are
/// not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceName(String);

impl DeviceName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 60;

    /// A name of these words; what is too long is cut.
    pub fn new(words: &str) -> Self {
        Self(words.chars().take(Self::MAX_CHARS).collect())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A session that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// What it is called.
    pub id: SessionId,
    /// What proves it.
    pub token: SecretHash,
    pub who: StaffId,
    /// Where it was opened.
    pub device: DeviceName,
    /// What the device is known by, to this member of staff alone.
    pub device_token: SecretHash,
    /// When it begins.
    pub at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What it is called.
    pub id: SessionId,
    /// What proves it.
    pub token: SecretHash,
    /// Where it was opened.
    pub device: DeviceName,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// Who is signed in. A session is known by the hash of its token.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Starts a session, remembers its device, and writes `entry` down with it.
    async fn open(&self, session: &NewSession, entry: &AuditEntry) -> Result<(), StoreError>;

    /// Whose session it is, if it was used after `idle_since` and has not ended, and if they were
    /// not deactivated. Notes that it was used.
    async fn find(
        &self,
        token: SecretHash,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Option<StaffMember>, StoreError>;

    /// Ends a session and writes `entry` down with it; ending one that is not there is no error,
    /// and leaves no entry.
    async fn close(&self, token: SecretHash, entry: &AuditEntry) -> Result<(), StoreError>;

    /// The sessions of somebody that have not ended, the one that was used last first.
    async fn open_of(
        &self,
        who: StaffId,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Vec<OpenSession>, StoreError>;

    /// Ends a session of somebody and writes `entry` down with it; false, and no entry, if they
    /// have none of this id.
    async fn end(
        &self,
        who: StaffId,
        session: SessionId,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Ends every session of somebody and writes `entry` down with it.
    async fn end_all(&self, who: StaffId, entry: &AuditEntry) -> Result<(), StoreError>;

    /// Whether this token of a device was issued here: somebody is known by it.
    async fn issued_device(&self, device: SecretHash) -> Result<bool, StoreError>;

    /// Whether whoever signs in with this address has done so on this device before.
    async fn knows_device(
        &self,
        email: &EmailAddress,
        device: SecretHash,
    ) -> Result<bool, StoreError>;
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

/// Sets authenticator apps up and checks their one-time codes (RFC 6238).
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait TotpCodes: Send + Sync {
    /// A secret of these random bits, as many as RFC 4226 asks for.
    fn secret_of(&self, random: [u8; 20]) -> TotpSecret;

    /// What an authenticator app reads, perhaps through a QR code: an `otpauth://` address.
    fn uri(&self, secret: &TotpSecret, email: &EmailAddress) -> String;

    /// The time step that a code belongs to, if it is right for `now` or one step to either side.
    fn step_of(&self, secret: &TotpSecret, code: &str, now: Timestamp) -> Option<u64>;
}
