use crate::{
    accounts::{AddAccountError, StaffMember},
    audit::AuditEntry,
    mail::Delivery,
    ports::{StoreError, Version, Versioned},
};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, Locale, MessageId, PersonName, Role, StaffId};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// They have not chosen a password yet.
    Invited,
    /// They can sign in.
    Active,
    /// They can no longer sign in.
    Deactivated,
}

/// A staff member as the list of staff shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterEntry {
    pub member: StaffMember,
    pub status: AccountStatus,
    /// Whether signing in needs a one-time code.
    pub has_totp: bool,
    pub created_at: Timestamp,
    /// Rounded to a minute.
    pub last_seen_at: Option<Timestamp>,
    /// The delivery of the latest invitation, if there was one by mail.
    pub invitation: Option<Delivery>,
}

/// A new account with its invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub member: StaffMember,
    /// The language of the message.
    pub locale: Locale,
    pub message: MessageId,
    /// When another process retries the message if this one does not deliver it.
    pub next_attempt_at: Timestamp,
}

/// The message of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationMessage {
    pub id: MessageId,
    /// When another process retries the message if this one does not deliver it.
    pub next_attempt_at: Timestamp,
}

/// A change to an account by an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterChange {
    /// Changes name, address and role. Links mailed to the old address become invalid. Sessions
    /// stay open.
    Edit {
        name: PersonName,
        email: EmailAddress,
        role: Role,
        /// The new invitation, if the person was invited at the old address and has not accepted
        /// yet.
        invitation: Option<InvitationMessage>,
    },
    /// They can no longer sign in. Their sessions and mailed links end.
    Deactivate,
    /// They can sign in again.
    Reactivate,
}

#[derive(Debug, Error)]
pub enum EditAccountError {
    /// The account has another version, or does not exist.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error("another account has this address")]
    AddressTaken,
    #[error("no administrator who can sign in would be left")]
    LastAdministrator,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The list of staff. Each change is stored together with its audit entry, or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffRoster: Send + Sync {
    /// All current and former staff, by name.
    async fn everybody(&self) -> Result<Vec<Versioned<RosterEntry>>, StoreError>;

    async fn one(&self, id: StaffId) -> Result<Option<Versioned<RosterEntry>>, StoreError>;

    /// Adds an account without a password and puts the invitation into the outbox.
    async fn invite(
        &self,
        invitation: &Invitation,
        entry: &AuditEntry,
    ) -> Result<(), AddAccountError>;

    /// Puts another invitation into the outbox. Returns false and stores nothing if they have
    /// chosen a password or were deactivated.
    async fn invite_again(
        &self,
        id: StaffId,
        message: MessageId,
        next_attempt_at: Timestamp,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Changes an account if it still has this version. Locks the administrators first, so that two
    /// administrators can't remove each other at the same time.
    async fn change_account(
        &self,
        id: StaffId,
        of: Version,
        change: &RosterChange,
        entry: &AuditEntry,
    ) -> Result<(), EditAccountError>;

    /// Removes the authenticator app and the recovery codes of a staff member who lost their phone.
    /// Ends their sessions, because the phone may be signed in.
    async fn remove_second_factor(&self, id: StaffId, entry: &AuditEntry)
    -> Result<(), StoreError>;
}
