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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
    pub name: PersonName,
    /// The address for signing in.
    pub email: EmailAddress,
    pub role: Role,
}

/// A password hash in PHC string format, with its salt and parameters.
#[derive(Debug, Clone)]
pub struct PasswordHash(pub SecretString);

/// The secret that is shared with an authenticator app (RFC 6238), in base32.
#[derive(Debug, Clone)]
pub struct TotpSecret(pub SecretString);

/// A staff member with their credentials.
#[derive(Debug, Clone)]
pub struct Account {
    pub member: StaffMember,
    pub password: PasswordHash,
    /// The secret of the second factor, if there is one.
    pub totp: Option<TotpSecret>,
}

#[derive(Debug, Error)]
pub enum AddAccountError {
    #[error("another account has this address")]
    AddressTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffAccounts: Send + Sync {
    async fn add(&self, account: &Account, now: Timestamp) -> Result<(), AddAccountError>;

    /// The account with this address. Letter case does not matter. `None` if it can't sign in,
    /// because it was deactivated or its owner has not chosen a password yet.
    async fn by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError>;

    /// A current or former staff member.
    async fn member(&self, id: StaffId) -> Result<Option<StaffMember>, StoreError>;

    /// Marks the one-time code of a time step as used. Returns false if this or a later step was
    /// used before, so that no code can be used twice.
    async fn use_totp_step(&self, id: StaffId, step: u64) -> Result<bool, StoreError>;
}

/// The browser and the system of a device, such as `Firefox · Android`. Empty if unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceName(String);

impl DeviceName {
    pub const MAX_CHARS: usize = 60;

    /// Longer text is cut.
    pub fn new(words: &str) -> Self {
        Self(words.chars().take(Self::MAX_CHARS).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A session to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub id: SessionId,
    pub token: SecretHash,
    pub who: StaffId,
    pub device: DeviceName,
    /// Identifies the device, for this staff member only.
    pub device_token: SecretHash,
    pub at: Timestamp,
    /// The absolute end of the session.
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    pub token: SecretHash,
    pub device: DeviceName,
    pub created_at: Timestamp,
    /// Rounded to a minute.
    pub last_used_at: Timestamp,
    /// The absolute end of the session.
    pub expires_at: Timestamp,
}

/// The sessions of staff. A session is identified by the hash of its token.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Opens a session, and stores its device as known, together with `entry`.
    async fn open(&self, session: &NewSession, entry: &AuditEntry) -> Result<(), StoreError>;

    /// The owner of a session. `None` if it has ended, was last used before `idle_since`, or its
    /// owner was deactivated. Records that the session was used.
    async fn find(
        &self,
        token: SecretHash,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Option<StaffMember>, StoreError>;

    /// Ends a session and stores `entry` with it. If there is no such session, does nothing and
    /// returns no error.
    async fn close(&self, token: SecretHash, entry: &AuditEntry) -> Result<(), StoreError>;

    /// The open sessions of a staff member, the last used first.
    async fn open_of(
        &self,
        who: StaffId,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Vec<OpenSession>, StoreError>;

    /// Ends a session of a staff member and stores `entry` with it. Returns false and stores
    /// nothing if they have no such session.
    async fn end(
        &self,
        who: StaffId,
        session: SessionId,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Ends all sessions of a staff member and stores `entry` with it.
    async fn end_all(&self, who: StaffId, entry: &AuditEntry) -> Result<(), StoreError>;

    /// Whether the server issued this device token.
    async fn issued_device(&self, device: SecretHash) -> Result<bool, StoreError>;

    /// Whether the owner of this address has signed in on this device before.
    async fn knows_device(
        &self,
        email: &EmailAddress,
        device: SecretHash,
    ) -> Result<bool, StoreError>;
}

/// Computes and verifies password hashes with Argon2id.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Passwords: Send + Sync {
    /// Hashes a password with a new salt.
    async fn hash(&self, password: &SecretString) -> PasswordHash;

    /// Verifies a password. Without a hash it returns false, in the same time.
    #[cfg_attr(feature = "mock", mockall::concretize)]
    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool;
}

/// Secrets and one-time codes of authenticator apps (RFC 6238).
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait TotpCodes: Send + Sync {
    /// A secret of these random bits (the length that RFC 4226 recommends).
    fn secret_of(&self, random: [u8; 20]) -> TotpSecret;

    /// The `otpauth://` address for an authenticator app, for example in a QR code.
    fn uri(&self, secret: &TotpSecret, email: &EmailAddress) -> String;

    /// The time step of a code. `None` unless the code is right for `now` or one step before or
    /// after.
    fn step_of(&self, secret: &TotpSecret, code: &str, now: Timestamp) -> Option<u64>;
}
