use async_trait::async_trait;
use azionelab_domain::{Locale, MessageId};
use jiff::Timestamp;
use thiserror::Error;

use super::{MessageKind, OutboxEntry, StaffNotice};

/// A message with everything that it says and carries. The mailer chooses the words.
#[derive(Clone, PartialEq)]
pub struct Letter {
    /// What it is about.
    pub entry: OutboxEntry,
    /// The link with the secret, for the kinds that carry one. Never to be logged.
    pub link: Option<String>,
    /// The QR code as a PNG image, in a ticket.
    pub qr_code: Option<Vec<u8>>,
    /// The calendar file, in a ticket and in news of a change.
    pub calendar: Option<String>,
    /// When it was written.
    pub written_at: Timestamp,
}

impl Letter {
    /// Its id; the same letter sent again has the same.
    pub const fn id(&self) -> MessageId {
        self.entry.id
    }

    /// What it says.
    pub const fn kind(&self) -> MessageKind {
        self.entry.kind
    }

    /// The language that it is written in.
    pub const fn locale(&self) -> Locale {
        self.entry.locale()
    }
}

/// A message to somebody of the staff with everything that it says. The mailer chooses the words.
#[derive(Clone, PartialEq)]
pub struct StaffLetter {
    /// What it is about.
    pub notice: StaffNotice,
    /// The link with the secret. Never to be logged.
    pub link: String,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Why a letter was not taken. Neither problem holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFailure {
    /// The mail server can't be reached, is busy, or is set up wrongly: try again later.
    #[error("not now: {0}")]
    Passing(String),
    /// The mail server will never take this letter (SMTP reply 5xx to it or its address).
    #[error("never: {0}")]
    Permanent(String),
}

/// Hands letters to the mail server.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a letter over. Answers within the bounded time that was set up, whatever the mail
    /// server does; a letter that was not taken by then counts as not taken.
    async fn deliver(&self, letter: &Letter) -> Result<(), MailFailure>;

    /// The same for a letter to somebody of the staff.
    async fn deliver_to_staff(&self, letter: &StaffLetter) -> Result<(), MailFailure>;
}
