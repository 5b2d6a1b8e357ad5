use crate::ports::StoreError;
use async_trait::async_trait;
use jiff::Timestamp;

/// A message in the list of the local mailbox. It contains personal data and must never be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxEntry {
    /// Letters, digits and `-`. Later messages have greater ids.
    pub id: String,
    /// The recipient, such as `Anna Bianchi <anna@example.org>`.
    pub to: String,
    pub subject: String,
    pub date: Timestamp,
    /// In bytes.
    pub size: u64,
}

#[derive(Clone, PartialEq, Eq)]
pub struct MailboxAttachment {
    /// May be empty.
    pub name: String,
    /// The media type, such as `image/png`.
    pub content_type: String,
    /// The name by which the HTML text refers to it (`cid:…`), without angle brackets.
    pub content_id: Option<String>,
    pub bytes: Vec<u8>,
}

/// A message in the local mailbox. It contains secrets and must never be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxMessage {
    pub entry: MailboxEntry,
    pub text: String,
    /// The HTML text. It comes from our own templates, but must still be shown in a sandbox.
    pub html: String,
    /// Including the images in the HTML text.
    pub attachments: Vec<MailboxAttachment>,
    /// The whole message as a mail server would get it.
    pub raw: Vec<u8>,
}

/// The messages that were stored instead of being sent, for trying out the site without a mail
/// server.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The latest messages, newest first. A few hundred at most.
    async fn list(&self) -> Result<Vec<MailboxEntry>, StoreError>;

    /// One message. `None` if the id is unknown or malformed.
    async fn read(&self, id: &str) -> Result<Option<MailboxMessage>, StoreError>;
}
