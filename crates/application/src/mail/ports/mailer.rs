use crate::{
    accounts::StaffNotice,
    mail::{MessageKind, OutboxEntry},
};
use async_trait::async_trait;
use azionelab_domain::{Locale, MessageId};
use jiff::Timestamp;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// A message with its complete content. The mailer chooses the words.
#[derive(Clone, PartialEq)]
pub struct Letter {
    pub entry: OutboxEntry,
    /// The link with the secret, for kinds that carry one. It must never be logged.
    pub link: Option<String>,
    /// The page of the show, if it is on the site.
    pub show_page: Option<String>,
    /// The poster of the show, if it has one.
    pub poster: Option<PosterPicture>,
    /// The QR code as a PNG image, for tickets.
    pub qr_code: Option<Vec<u8>>,
    /// The calendar file, for tickets and messages about changes.
    pub calendar: Option<String>,
    pub written_at: Timestamp,
}

impl Letter {
    /// A letter that is sent again has the same id.
    pub const fn id(&self) -> MessageId {
        self.entry.id
    }

    pub const fn kind(&self) -> MessageKind {
        self.entry.kind
    }

    pub const fn locale(&self) -> Locale {
        self.entry.locale()
    }
}

/// An image of a poster on the public site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterPicture {
    pub address: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A description for people who can't see the poster.
    pub alternative_text: String,
}

/// A message to a staff member with its complete content. The mailer chooses the words.
#[derive(Clone, PartialEq)]
pub struct StaffLetter {
    pub notice: StaffNotice,
    /// The link with the secret. It must never be logged.
    pub link: String,
    pub written_at: Timestamp,
}

/// Why a letter was not accepted. The texts contain no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFailure {
    /// The mail server was not contacted, because it failed a moment ago or all connections are
    /// busy.
    #[error("not tried: {0}")]
    NotTried(String),
    /// The mail server can't be reached, stops answering before it has the whole letter, or is
    /// misconfigured. Other letters would fail in the same way.
    #[error("not now: {0}")]
    Away(String),
    /// The mail server defers this letter (SMTP reply 4xx).
    #[error("not now: {0}")]
    Deferred(String),
    /// The mail server got the whole letter but did not answer. It may have accepted it.
    #[error("perhaps: {0}")]
    Unanswered(String),
    /// The mail server rejects this letter permanently (SMTP reply 5xx to it or its address).
    #[error("never: {0}")]
    Permanent(String),
}

/// The progress of one delivery, for a caller that may have to give it up.
#[derive(Debug, Default)]
pub struct HandOver {
    in_doubt: AtomicBool,
}

impl HandOver {
    /// Marks that the mail server has the whole letter and has not answered yet.
    pub fn doubt(&self) {
        self.in_doubt.store(true, Ordering::Relaxed);
    }

    /// Whether the mail server may accept the letter even if the delivery is given up now.
    pub fn is_in_doubt(&self) -> bool {
        self.in_doubt.load(Ordering::Relaxed)
    }
}

/// The state of the mail server as far as it is known without contacting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailServer {
    Ready,
    /// It failed and was left alone for a while. One letter tests it for all.
    Unsure,
    /// It failed a moment ago.
    Resting,
}

/// Sends letters to the mail server.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    fn mail_server(&self) -> MailServer;

    /// Whether the mail server supports addresses that are not ASCII before the `@` (SMTPUTF8, RFC
    /// 6531), according to its last answer. `None` before the first one.
    fn supports_utf8_addresses(&self) -> Option<bool>;

    /// Makes sure that the mail server answers, before a letter is prepared.
    async fn reach(&self) -> Result<(), MailFailure>;

    /// Sends a letter, with the timeouts of RFC 5321 (section 4.5.3.2) for each step. Marks in
    /// `progress` when the mail server has the whole letter.
    async fn deliver(&self, letter: &Letter, progress: &HandOver) -> Result<(), MailFailure>;

    /// The same for a letter to staff.
    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        progress: &HandOver,
    ) -> Result<(), MailFailure>;
}
