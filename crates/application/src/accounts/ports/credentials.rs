use crate::{
    accounts::{PasswordHash, TotpSecret},
    audit::AuditEntry,
    ports::StoreError,
};
use async_trait::async_trait;
use azionelab_domain::{RecoveryCodeHash, SecretHash, StaffId};

/// The credentials of an account that can sign in.
#[derive(Debug, Clone)]
pub struct Proof {
    pub password: PasswordHash,
    /// Whether signing in also needs a one-time code.
    pub has_totp: bool,
    /// The secret of an authenticator app that is not activated yet.
    pub prepared_totp: Option<TotpSecret>,
    /// The number of unused recovery codes.
    pub recovery_codes_left: u32,
}

/// Changes to their own credentials that staff make. Each change is stored together with its audit
/// entry, or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Credentials: Send + Sync {
    /// The credentials of an account. `None` if it can't sign in.
    async fn proof(&self, of: StaffId) -> Result<Option<Proof>, StoreError>;

    /// Sets a new password, ends all sessions except the one with the token `keep`, and invalidates
    /// the links mailed before.
    async fn change_password(
        &self,
        of: StaffId,
        password: &PasswordHash,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Replaces the hash of an unchanged password. Does nothing if the stored hash is no longer
    /// `before`.
    async fn rehash_password(
        &self,
        of: StaffId,
        before: &PasswordHash,
        after: &PasswordHash,
    ) -> Result<(), StoreError>;

    /// Stores the secret of an authenticator app that is not activated yet. It replaces an earlier
    /// one of this kind.
    async fn prepare_totp(&self, of: StaffId, secret: &TotpSecret) -> Result<(), StoreError>;

    /// Activates the prepared secret and replaces all recovery codes. Marks the code of time step
    /// `step` and all earlier ones as used. Ends all sessions except the one with the token `keep`.
    /// Returns false and changes nothing if another secret was prepared in between.
    async fn activate_totp(
        &self,
        of: StaffId,
        secret: &TotpSecret,
        step: u64,
        recovery_codes: &[RecoveryCodeHash],
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Replaces all recovery codes. Returns false if there is no authenticator app.
    async fn renew_recovery_codes(
        &self,
        of: StaffId,
        recovery_codes: &[RecoveryCodeHash],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Removes the authenticator app, activated or not, and the recovery codes. If it was
    /// activated, ends all sessions except the one with the token `keep` and stores `entry`.
    async fn remove_totp(
        &self,
        of: StaffId,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Marks a recovery code as used. Returns false if it is unknown or was used before.
    async fn use_recovery_code(
        &self,
        of: StaffId,
        code: RecoveryCodeHash,
    ) -> Result<bool, StoreError>;
}
