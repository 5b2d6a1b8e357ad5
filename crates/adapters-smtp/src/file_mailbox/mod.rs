//! Keeps letters in a directory in place of sending them.

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

/// How a letter's file ends.
const ENDING: &str = "eml";
/// How often the same message may be delivered again before something must be wrong.
const MOST_COPIES: u32 = 1_000;

/// Why there is no mailbox.
#[derive(Debug, Error)]
pub enum FileMailboxError {
    /// Letters can't come from there.
    #[error("from: {0}")]
    From(#[from] SenderError),
    #[error("the mailbox directory can't be made")]
    Directory(#[source] io::Error),
}

/// Keeps letters in a directory, one file each as it would have gone out (RFC 5322), for looking
/// at them without a mail server.
///
/// A file appears whole or not at all, and is never written over: the same message delivered
/// again is another file beside the first. It survives a crash of the program; whether it survives
/// a crash of the machine is up to the file system, as nothing is sent from here.
pub struct FileMailbox {
    directory: Arc<Path>,
    sender: Sender,
}

impl FileMailbox {
    /// Opens the directory, which only its owner may enter, and makes it if it is not there.
    /// `from` is the mailbox that letters come from.
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

    /// Keeps a letter that says only that mail works.
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
        let written = spawn_blocking(move || write_anew(&directory, &stem, &bytes)).await;
        match written.map_err(io::Error::other) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) | Err(error) => Err(MailFailure::Away(format!(
                "the mailbox directory can't be written to: {}",
                error.kind()
            ))),
        }
    }

    /// Runs `look` where it may block.
    async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let directory = Arc::clone(&self.directory);
        match spawn_blocking(move || look(&directory)).await {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(error)) => Err(StoreError::Unexpected(error.into())),
            Err(error) => Err(StoreError::Unexpected(error.into())),
        }
    }
}

/// The name of a letter's file without its ending: names sort by time.
fn stem(written_at: Timestamp, id: &str) -> String {
    format!("{}-{id}", written_at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%S%6fZ"))
}

/// Writes a file under a name that no other has.
fn write_anew(directory: &Path, stem: &str, bytes: &[u8]) -> io::Result<()> {
    // Made for its owner alone. It goes when something goes wrong.
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED_PREFIX)
        .suffix(UNFINISHED_SUFFIX)
        .tempfile_in(directory)?;
    io::Write::write_all(&mut file, bytes)?;
    for copy in 1..=MOST_COPIES {
        let name = match copy {
            1 => format!("{stem}.{ENDING}"),
            _ => format!("{stem}-{copy}.{ENDING}"),
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
    fn takes_utf8_addresses(&self) -> Option<bool> {
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
        metrics::noted(self.keep(&message, stem)).await
    }

    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        _: &HandOver,
    ) -> Result<(), MailFailure> {
        let message = writing::write_to_staff(letter, &self.sender)?;
        let stem = stem(letter.written_at, &letter.notice.id.to_string());
        metrics::noted(self.keep(&message, stem)).await
    }
}

#[async_trait]
impl Mailbox for FileMailbox {
    async fn list(&self) -> Result<Vec<MailboxEntry>, StoreError> {
        self.look(reading::list).await
    }

    async fn read(&self, id: &str) -> Result<Option<MailboxMessage>, StoreError> {
        let id = id.to_owned();
        self.look(move |directory| reading::read(directory, &id)).await
    }
}
