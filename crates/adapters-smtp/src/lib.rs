//! Mail: the words and the looks of every letter, and two ways to hand one over. [`SmtpMailer`]
//! speaks to a mail server; [`FileMailbox`] keeps letters in a directory, for trying the site out
//! without one.
//!
//! No error and no log line of this crate holds a name or an address. Mail servers like to repeat
//! the address in their replies, so of a reply only its numbers are kept.

mod address;
mod breaker;
mod connections;
mod file_mailbox;
#[cfg(test)]
mod fixtures;
mod letter_folder;
mod metrics;
mod reply;
mod settings;
mod smtp_mailer;
mod writing;

pub use self::{
    address::SenderError,
    file_mailbox::{FileMailbox, FileMailboxError},
    letter_folder::LetterFolder,
    metrics::describe as describe_metrics,
    settings::{SettingsError, SmtpSettings, TlsMode},
    smtp_mailer::SmtpMailer,
};
