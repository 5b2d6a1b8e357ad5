use crate::{
    accounts::{PasswordHash, StaffMember},
    audit::AuditEntry,
    ports::StoreError,
};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, Locale, MessageId, SecretHash, StaffId};
use core::str::FromStr;
use jiff::{SignedDuration, Timestamp};

/// What a link that is mailed to staff is for. The message that carries it is called the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// To choose the first password.
    Invitation,
    /// To choose another one.
    PasswordReset,
}

impl LinkPurpose {
    /// Every purpose.
    pub const ALL: [Self; 2] = [Self::Invitation, Self::PasswordReset];

    /// The name used on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }

    /// How long a link works once it is written.
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

/// A message to somebody of the staff with all that has to be known to write it.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffNotice {
    pub id: MessageId,
    pub purpose: LinkPurpose,
    /// How often it was tried and not sent.
    pub failed_attempts: u32,
    /// How many of those attempts ended without an answer to the whole letter.
    pub unanswered_attempts: u32,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Whom it is to.
    pub member: StaffMember,
    /// The language that they are written to in.
    pub locale: Locale,
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Whether they were deactivated.
    pub is_deactivated: bool,
    /// The company's name.
    pub site_name: String,
    /// Where the company can be reached by mail; may be empty.
    pub site_email: String,
}

/// A link that is about to be mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLink {
    /// Whom it is to.
    pub who: StaffId,
    pub purpose: LinkPurpose,
    /// What it holds.
    pub secret: SecretHash,
    /// From when it does not work any more.
    pub expires_at: Timestamp,
}

/// A link that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffLink {
    pub purpose: LinkPurpose,
    pub member: StaffMember,
}

/// The links that are mailed to staff, known by the hashes of their secrets.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StaffLinks: Send + Sync {
    /// Puts the message into the outbox that lets whoever signs in with this address choose
    /// another password, due at `entry.at`, unless one was asked for after `not_since`; writes
    /// `entry` down, about them if there is such an account and about nobody if there is not. It
    /// does as much, but for the message, when there is none.
    async fn ask_reset(
        &self,
        email: &EmailAddress,
        message: MessageId,
        not_since: Timestamp,
        entry: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Stores a link.
    async fn issue_link(&self, link: &NewLink) -> Result<(), StoreError>;

    /// The link with this secret, if it works: it has not expired, was not used, and whose it is
    /// was not deactivated.
    async fn find_link(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<StaffLink>, StoreError>;

    /// Uses a link up: sets the password, ends every session, forgets the devices that were known
    /// and makes other links worthless, remembers `device`, and writes `entry` down. False, and
    /// nothing is changed, if it does not work any more; of several that use it at once one does.
    async fn redeem(
        &self,
        secret: SecretHash,
        password: &PasswordHash,
        device: SecretHash,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;
}
