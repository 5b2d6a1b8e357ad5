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

/// Whether somebody can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// They have not chosen a password yet.
    Invited,
    /// They can.
    Active,
    /// They can't any more.
    Deactivated,
}

/// Somebody who works here, as the office sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterEntry {
    pub member: StaffMember,
    /// Whether they can sign in.
    pub status: AccountStatus,
    /// Whether they need a one-time code to.
    pub has_totp: bool,
    /// Since when they are here.
    pub created_at: Timestamp,
    /// When they last did something, to the minute.
    pub last_seen_at: Option<Timestamp>,
    /// What has become of their latest invitation, if they were invited by mail.
    pub invitation: Option<Delivery>,
}

/// Somebody who is invited by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub member: StaffMember,
    /// The language that they are written to in.
    pub locale: Locale,
    pub message: MessageId,
    /// When the message is tried again by whoever comes by.
    pub next_attempt_at: Timestamp,
}

/// A message that invites somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationMessage {
    pub id: MessageId,
    /// When it is tried again by whoever comes by.
    pub next_attempt_at: Timestamp,
}

/// What the office changes of somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterChange {
    /// What they are called, the address that they sign in with, and what they are trusted with.
    /// Links that were mailed to another address no longer count; sessions go on.
    Edit {
        name: PersonName,
        email: EmailAddress,
        /// What they are trusted with.
        role: Role,
        /// What invites them at the address, if they are waiting to be invited there.
        invitation: Option<InvitationMessage>,
    },
    /// They can't sign in any more: their sessions end, and so do the links that were mailed.
    Deactivate,
    /// They can again.
    Reactivate,
}

/// Why an account was not changed.
#[derive(Debug, Error)]
pub enum EditAccountError {
    /// It is of another version by now, or gone.
    #[error("it was edited meanwhile")]
    EditedMeanwhile,
    #[error("somebody signs in with this address already")]
    AddressTaken,
    #[error("nobody would be left who can sign in as an administrator")]
    LastAdministrator,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who works here. Each change is stored with its entry of the audit or not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffRoster: Send + Sync {
    /// Everybody who works here or did, by name.
    async fn everybody(&self) -> Result<Vec<Versioned<RosterEntry>>, StoreError>;

    async fn one(&self, id: StaffId) -> Result<Option<Versioned<RosterEntry>>, StoreError>;

    /// Adds an account without a password and puts the invitation into the outbox.
    async fn invite(
        &self,
        invitation: &Invitation,
        entry: &AuditEntry,
    ) -> Result<(), AddAccountError>;

    /// Puts another invitation into the outbox; false, and nothing is stored, if they have a
    /// password by now or were deactivated.
    async fn invite_again(
        &self,
        id: StaffId,
        message: MessageId,
        next_attempt_at: Timestamp,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Changes an account that is of this version. Locks the administrators first, so that of two
    /// who take the right from each other at once one keeps it.
    async fn change_account(
        &self,
        id: StaffId,
        of: Version,
        change: &RosterChange,
        entry: &AuditEntry,
    ) -> Result<(), EditAccountError>;

    /// Forgets the authenticator app and the recovery codes of somebody who has lost their phone,
    /// and ends their sessions, for the phone may be signed in.
    async fn take_totp_away(&self, id: StaffId, entry: &AuditEntry) -> Result<(), StoreError>;
}
