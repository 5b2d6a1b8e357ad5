//! The texts and the layout of all letters, and two ways to deliver them. [`SmtpMailer`] sends them
//! to a mail server. [`FileMailbox`] stores them in a directory, for trying out the site without a
//! mail server.
//!
//! Errors and log lines of this crate contain no names and no addresses. Mail servers often repeat
//! the address in their replies, so only the numbers of a reply are kept.

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
