use crate::{
    accounts::{PasswordHash, TotpSecret},
    audit::AuditEntry,
    ports::StoreError,
};
use async_trait::async_trait;
use azionelab_domain::{RecoveryCodeHash, SecretHash, StaffId};

/// What proves somebody who can sign in.
#[derive(Debug, Clone)]
pub struct Proof {
    pub password: PasswordHash,
    /// Whether a one-time code is needed beside it.
    pub has_totp: bool,
    /// The secret of an authenticator app that has not shown a code yet.
    pub prepared_totp: Option<TotpSecret>,
    /// How many recovery codes have not been used.
    pub recovery_codes_left: u32,
}

/// What staff prove themselves with, as they change it by themselves. Each change is stored with
/// its entry of the audit or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Credentials: Send + Sync {
    /// What proves somebody; none if they can't sign in.
    async fn proof(&self, of: StaffId) -> Result<Option<Proof>, StoreError>;

    /// Sets another password, ends every session but the one with this token, and makes the links
    /// that were mailed before worthless.
    async fn change_password(
        &self,
        of: StaffId,
        password: &PasswordHash,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Puts another hash of the same password in place of `before`; nothing if it was changed
    /// meanwhile.
    async fn rehash_password(
        &self,
        of: StaffId,
        before: &PasswordHash,
        after: &PasswordHash,
    ) -> Result<(), StoreError>;

    /// Stores the secret of an authenticator app, in place of one that was prepared before. It
    /// does not count yet.
    async fn prepare_totp(&self, of: StaffId, secret: &TotpSecret) -> Result<(), StoreError>;

    /// Makes the prepared secret count, with recovery codes in place of all earlier ones. The code
    /// of time step `step` and those before it are used. Ends every session but the one with the
    /// token `keep`. False, and nothing is changed, if another secret has been prepared meanwhile.
    async fn activate_totp(
        &self,
        of: StaffId,
        secret: &TotpSecret,
        step: u64,
        recovery_codes: &[RecoveryCodeHash],
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Puts recovery codes in the place of all earlier ones; false if there is no authenticator
    /// app.
    async fn renew_recovery_codes(
        &self,
        of: StaffId,
        recovery_codes: &[RecoveryCodeHash],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Forgets the authenticator app, prepared or not, and the recovery codes. If the app counted,
    /// ends every session but the one with the token `keep`. There is no entry when there was none.
    async fn remove_totp(
        &self,
        of: StaffId,
        keep: SecretHash,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Uses a recovery code up; false if it was used before or never was theirs.
    async fn use_recovery_code(
        &self,
        of: StaffId,
        code: RecoveryCodeHash,
    ) -> Result<bool, StoreError>;
}
