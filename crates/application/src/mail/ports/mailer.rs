use crate::{
    accounts::StaffNotice,
    mail::{MessageKind, OutboxEntry},
};
use async_trait::async_trait;
use azionelab_domain::{Locale, MessageId};
use jiff::Timestamp;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

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
    pub written_at: Timestamp,
}

/// Why a letter was not taken. No problem holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFailure {
    /// Nobody was asked to take it: the mail server failed a moment ago, or is busy with others.
    #[error("not tried: {0}")]
    NotTried(String),
    /// The mail server can't be reached, falls silent before it has the letter, or is set up
    /// wrongly: other letters fare no better.
    #[error("not now: {0}")]
    Away(String),
    /// The mail server puts this letter off (SMTP reply 4xx).
    #[error("not now: {0}")]
    PutOff(String),
    /// The mail server has the whole letter and never said whether it takes it: perhaps it did.
    #[error("perhaps: {0}")]
    Unanswered(String),
    /// The mail server will never take this letter (SMTP reply 5xx to it or its address).
    #[error("never: {0}")]
    Permanent(String),
}

/// How far handing over one letter has come, for a caller that has to give it up.
#[derive(Debug, Default)]
pub struct HandOver {
    in_doubt: AtomicBool,
}

impl HandOver {
    /// The mail server has the whole letter, and its answer is still to come.
    pub fn doubt(&self) {
        self.in_doubt.store(true, Ordering::Relaxed);
    }

    /// Whether the mail server may take the letter even if it is given up now.
    pub fn is_in_doubt(&self) -> bool {
        self.in_doubt.load(Ordering::Relaxed)
    }
}

/// Whether the mail server takes letters, as far as is known without asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailServer {
    Ready,
    /// It failed and was left alone for a while: one letter may find out for all.
    Unsure,
    /// It failed a moment ago.
    Resting,
}

/// Hands letters to the mail server.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// What is known of the mail server now.
    fn mail_server(&self) -> MailServer;

    /// Whether the mail server takes addresses with letters beyond ASCII before the `@` (SMTPUTF8,
    /// RFC 6531), as it said when it was reached last; none before.
    fn takes_utf8_addresses(&self) -> Option<bool>;

    /// Sees to it that the mail server answers, before anything is done for a letter's sake.
    async fn reach(&self) -> Result<(), MailFailure>;

    /// Hands a letter over, with the patience of RFC 5321 (section 4.5.3.2) for each step. Says
    /// through `progress` when the mail server has the whole letter.
    async fn deliver(&self, letter: &Letter, progress: &HandOver) -> Result<(), MailFailure>;

    /// The same for a letter to somebody of the staff.
    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        progress: &HandOver,
    ) -> Result<(), MailFailure>;
}
