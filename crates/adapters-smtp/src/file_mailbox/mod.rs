//! Stores letters in a directory instead of sending them.

mod reading;
#[cfg(test)]
mod tests;

use crate::{
    SenderError,
    address::Sender,
    letter_folder::{UNFINISHED_PREFIX, UNFINISHED_SUFFIX},
    metrics, writing,
};
use async_trait::async_trait;
use azionelab_application::{
    mail::{
        HandOver, Letter, MailFailure, MailServer, Mailbox, MailboxEntry, MailboxMessage, Mailer,
        StaffLetter,
    },
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, Locale};
use jiff::{Timestamp, tz::TimeZone};
use lettre::Message;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use thiserror::Error;
use tokio::task::spawn_blocking;

/// The file extension of a letter.
const EXTENSION: &str = "eml";
/// The maximum number of copies of one message. More would be a fault.
const MAX_COPIES: u32 = 1_000;

#[derive(Debug, Error)]
pub enum FileMailboxError {
    #[error("from: {0}")]
    From(#[from] SenderError),
    #[error("cannot create the mailbox directory")]
    Directory(#[source] io::Error),
}

/// Stores each letter as a file (RFC 5322), so that people can read it without a mail server.
///
/// A file is written atomically and never overwritten: a repeated message becomes a second file.
/// Letters survive a crash of the process. Whether they survive a crash of the machine depends on
/// the file system.
pub struct FileMailbox {
    directory: Arc<Path>,
    sender: Sender,
}

impl FileMailbox {
    /// Opens the directory, or creates it with access only for its owner. `from` is the sender's
    /// mailbox.
    pub fn open(directory: impl Into<PathBuf>, from: &str) -> Result<Self, FileMailboxError> {
        let sender = Sender::parse(from)?;
        let directory = directory.into();
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&directory).map_err(FileMailboxError::Directory)?;
        Ok(Self { directory: directory.into(), sender })
    }

    /// Stores a letter that tests the mail.
    pub async fn send_test(
        &self,
        to: &EmailAddress,
        site_name: &str,
        locale: Locale,
        now: Timestamp,
    ) -> Result<(), MailFailure> {
        let message = writing::test_letter(&self.sender, to, site_name, locale, now)?;
        self.keep(&message, stem(now, "test")).await
    }

    async fn keep(&self, message: &Message, stem: String) -> Result<(), MailFailure> {
        let (directory, bytes) = (Arc::clone(&self.directory), message.formatted());
        let written = spawn_blocking(move || write_new(&directory, &stem, &bytes)).await;
        match written.map_err(io::Error::other) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) | Err(error) => Err(MailFailure::Away(format!(
                "the mailbox directory can't be written to: {}",
                error.kind()
            ))),
        }
    }

    /// Runs a blocking function on the directory.
    async fn run_blocking<T: Send + 'static>(
        &self,
        run_blocking: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let directory = Arc::clone(&self.directory);
        match spawn_blocking(move || run_blocking(&directory)).await {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(error)) => Err(StoreError::Unexpected(error.into())),
            Err(error) => Err(StoreError::Unexpected(error.into())),
        }
    }
}

/// The file name of a letter without its extension. The names sort by time.
fn stem(written_at: Timestamp, id: &str) -> String {
    format!("{}-{id}", written_at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%S%6fZ"))
}

/// Writes a new file with an unused name.
fn write_new(directory: &Path, stem: &str, bytes: &[u8]) -> io::Result<()> {
    // Only the owner can read the file. It is removed if an error occurs.
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED_PREFIX)
        .suffix(UNFINISHED_SUFFIX)
        .tempfile_in(directory)?;
    io::Write::write_all(&mut file, bytes)?;
    for copy in 1..=MAX_COPIES {
        let name = match copy {
            1 => format!("{stem}.{EXTENSION}"),
            _ => format!("{stem}-{copy}.{EXTENSION}"),
        };
        match file.persist_noclobber(directory.join(name)) {
            Ok(_) => return Ok(()),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                file = failed.file;
            }
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[async_trait]
impl Mailer for FileMailbox {
    fn supports_utf8_addresses(&self) -> Option<bool> {
        Some(true)
    }

    fn mail_server(&self) -> MailServer {
        MailServer::Ready
    }

    async fn reach(&self) -> Result<(), MailFailure> {
        Ok(())
    }

    async fn deliver(&self, letter: &Letter, _: &HandOver) -> Result<(), MailFailure> {
        let message = writing::write(letter, &self.sender)?;
        let stem = stem(letter.written_at, &letter.id().to_string());
        metrics::measured(self.keep(&message, stem)).await
    }

    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        _: &HandOver,
    ) -> Result<(), MailFailure> {
        let message = writing::write_to_staff(letter, &self.sender)?;
        let stem = stem(letter.written_at, &letter.notice.id.to_string());
        metrics::measured(self.keep(&message, stem)).await
    }
}

#[async_trait]
impl Mailbox for FileMailbox {
    async fn list(&self) -> Result<Vec<MailboxEntry>, StoreError> {
        self.run_blocking(reading::list).await
    }

    async fn read(&self, id: &str) -> Result<Option<MailboxMessage>, StoreError> {
        let id = id.to_owned();
        self.run_blocking(move |directory| reading::read(directory, &id)).await
    }
}
