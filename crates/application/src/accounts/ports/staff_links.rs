use crate::{
    accounts::{PasswordHash, StaffMember},
    audit::AuditEntry,
    ports::StoreError,
};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, Locale, MessageId, SecretHash, StaffId};
use core::str::FromStr;
use jiff::{SignedDuration, Timestamp};

/// The purpose of a link that is mailed to staff. The message has the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// To choose the first password.
    Invitation,
    /// To choose a new password.
    PasswordReset,
}

impl LinkPurpose {
    pub const ALL: [Self; 2] = [Self::Invitation, Self::PasswordReset];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }

    /// How long a link works after it is written.
    pub const fn lasts(self) -> SignedDuration {
        match self {
            Self::Invitation => SignedDuration::from_hours(7 * 24),
            Self::PasswordReset => SignedDuration::from_hours(1),
        }
    }
}

impl FromStr for LinkPurpose {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(())
    }
}

/// A message to a staff member with all data for its text.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffNotice {
    pub id: MessageId,
    pub purpose: LinkPurpose,
    /// How many delivery attempts failed.
    pub failed_attempts: u32,
    /// How many of those attempts ended before the server answered the message content.
    pub unanswered_attempts: u32,
    pub created_at: Timestamp,
    pub member: StaffMember,
    /// The language of the message.
    pub locale: Locale,
    /// Whether the recipient has chosen a password.
    pub has_password: bool,
    /// Whether the recipient was deactivated.
    pub is_deactivated: bool,
    pub site_name: String,
    /// The mail address of the company. May be empty.
    pub site_email: String,
}

/// A link to be mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLink {
    /// The recipient.
    pub who: StaffId,
    pub purpose: LinkPurpose,
    /// The hash of the link's secret.
    pub secret: SecretHash,
    pub expires_at: Timestamp,
}

/// A valid link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffLink {
    pub purpose: LinkPurpose,
    pub member: StaffMember,
}

/// The links mailed to staff. A link is identified by the hash of its secret.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffLinks: Send + Sync {
    /// Puts a message with a link to choose a new password into the outbox, due at `entry.at`, and
    /// stores `entry`. Does not add a message if one was requested after `not_since`. If no account
    /// has this address, it stores `entry` without a staff member and adds no message, but does the
    /// same work, so that both take the same time.
    async fn ask_reset(
        &self,
        email: &EmailAddress,
        message: MessageId,
        not_since: Timestamp,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    async fn issue_link(&self, link: &NewLink) -> Result<(), StoreError>;

    /// The valid link with this secret. `None` if it is unknown, expired or used, or its owner was
    /// deactivated.
    async fn find_link(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<StaffLink>, StoreError>;

    /// Uses a link: sets the password, ends all sessions, removes the known devices, invalidates
    /// the other links, stores `device` as known, and stores `entry`. Returns false and changes
    /// nothing if the link is no longer valid. Of several concurrent uses, only one succeeds.
    async fn redeem(
        &self,
        secret: SecretHash,
        password: &PasswordHash,
        device: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;
}
