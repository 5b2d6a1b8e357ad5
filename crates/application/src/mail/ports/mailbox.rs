use crate::ports::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;

/// A message in the local mailbox, as a list shows it. It holds personal data: never to be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxEntry {
    /// What it is found by: letters, digits, `-`. Later messages have greater ids.
    pub id: String,
    /// Whom it is written to, as in `Anna Bianchi <anna@example.org>`.
    pub to: String,
    pub subject: String,
    /// When it was written.
    pub date: Timestamp,
    /// Its size, in bytes.
    pub size: u64,
}

/// A file that came with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxAttachment {
    /// Its name; empty when it has none.
    pub name: String,
    /// Its media type, as in `image/png`.
    pub content_type: String,
    /// The name by which the HTML text shows it (`cid:…`), without the angle brackets.
    pub content_id: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A message in the local mailbox. It holds secrets: never to be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxMessage {
    /// What the list shows of it.
    pub entry: MailboxEntry,
    /// Its plain text.
    pub text: String,
    /// Its HTML text. It comes from our own templates, and is still to be shown in a sandbox.
    pub html: String,
    /// What came with it, images within the HTML text included.
    pub attachments: Vec<MailboxAttachment>,
    /// The message as it would have gone to the mail server.
    pub raw: Vec<u8>,
}

/// The messages that were kept in place of being sent, for trying the site out without a mail
/// server.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The latest messages, the newest first; a few hundred at most.
    async fn list(&self) -> Result<Vec<MailboxEntry>, StoreError>;

    /// One message; none if there is none of this id, whatever characters the id holds.
    async fn read(&self, id: &str) -> Result<Option<MailboxMessage>, StoreError>;
}
