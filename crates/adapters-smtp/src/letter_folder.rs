//! The letters in files, which are erased with their guests.

use async_trait::async_trait;
use azionelab_application::{
    ports::StoreError,
    privacy::{KeptLetter, KeptLetters},
};
use azionelab_domain::MessageId;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};
use tokio::task::spawn_blocking;

/// The format of the time in a file name.
const TIME: &str = "%Y%m%dT%H%M%S%fZ";

/// The prefix of a file while a letter is written to it.
pub(crate) const UNFINISHED_PREFIX: &str = ".";
/// The suffix of such a file.
pub(crate) const UNFINISHED_SUFFIX: &str = ".tmp";

/// A directory of letters. It may be missing. It may also be one that is no longer written to,
/// because the site has a mail server now.
#[derive(Debug, Clone)]
pub struct LetterFolder {
    directory: Arc<Path>,
}

impl LetterFolder {
    /// The directory of a [`FileMailbox`](crate::FileMailbox).
    pub fn at(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into().into() }
    }

    async fn run_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let directory = Arc::clone(&self.directory);
        match spawn_blocking(move || work(&directory)).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => Err(StoreError::Unexpected(error.into())),
            Err(error) => Err(StoreError::Unexpected(error.into())),
        }
    }
}

/// The files in a directory. Empty if it is missing.
fn files(directory: &Path) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>>> {
    let files = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        files => Some(files?),
    };
    Ok(files.into_iter().flatten())
}

/// The letters in a directory with their file names. Other files are skipped.
fn letters(directory: &Path) -> io::Result<Vec<(String, KeptLetter)>> {
    let mut found = Vec::new();
    for file in files(directory)? {
        let Ok(name) = file?.file_name().into_string() else { continue };
        if let Some(letter) = letter(&name) {
            found.push((name, letter));
        }
    }
    Ok(found)
}

/// The message and the time in a file name.
fn letter(name: &str) -> Option<KeptLetter> {
    let (time, rest) = name.strip_suffix(".eml")?.split_once('-')?;
    let message = MessageId::new(rest.get(..36)?.parse().ok()?);
    let written_at = DateTime::strptime(TIME, time).ok()?;
    let written_at = written_at.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(KeptLetter { message, written_at })
}

#[async_trait]
impl KeptLetters for LetterFolder {
    async fn list(&self) -> Result<Vec<KeptLetter>, StoreError> {
        let letters = self.run_blocking(letters).await?;
        Ok(letters.into_iter().map(|(_, letter)| letter).collect())
    }

    async fn remove(&self, messages: &[MessageId]) -> Result<usize, StoreError> {
        let messages: HashSet<_> = messages.iter().copied().collect();
        self.run_blocking(move |directory| {
            let mut removed = 0;
            for (name, letter) in letters(directory)? {
                if messages.contains(&letter.message) {
                    removed += usize::from(remove(&directory.join(name))?);
                }
            }
            Ok(removed)
        })
        .await
    }

    async fn remove_unfinished(&self, before: Timestamp) -> Result<usize, StoreError> {
        self.run_blocking(move |directory| {
            let mut removed = 0;
            for file in files(directory)? {
                let file = file?;
                let is_ours = file.file_name().to_str().is_some_and(is_unfinished);
                if is_ours && is_gone_or_older(&file, before.into())? {
                    removed += usize::from(remove(&file.path())?);
                }
            }
            Ok(removed)
        })
        .await
    }
}

/// Whether a file has the name of an unfinished letter.
fn is_unfinished(name: &str) -> bool {
    name.starts_with(UNFINISHED_PREFIX) && name.ends_with(UNFINISHED_SUFFIX)
}

/// Whether a file is no longer written to.
fn is_gone_or_older(file: &fs::DirEntry, before: SystemTime) -> io::Result<bool> {
    match file.metadata() {
        Ok(known) => Ok(known.is_file() && known.modified()? < before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Removes a file. Returns false if another process has already removed it.
fn remove(file: &Path) -> io::Result<bool> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        outcome => outcome.map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "0198c5a0-0000-7000-8000-000000000001";
    const SECOND: &str = "0198c5a0-0000-7000-8000-000000000002";

    fn id(text: &str) -> MessageId {
        MessageId::new(text.parse().unwrap())
    }

    #[tokio::test]
    async fn all_copies_of_a_letter_are_removed_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let names = [
            format!("20261120T180000000000Z-{FIRST}.eml"),
            format!("20261120T180001000000Z-{FIRST}-2.eml"),
            format!("20261121T180000500000Z-{SECOND}.eml"),
            "20261120T180000000000Z-test.eml".to_owned(),
            "notes.txt".to_owned(),
        ];
        for name in &names {
            fs::write(directory.path().join(name), "Anna").unwrap();
        }
        let folder = LetterFolder::at(directory.path());

        let mut listed = folder.list().await.unwrap();
        listed.sort_by_key(|letter| letter.written_at);
        let written_at = listed.iter().map(|letter| letter.written_at.to_string());
        assert_eq!(
            written_at.collect::<Vec<_>>(),
            ["2026-11-20T18:00:00Z", "2026-11-20T18:00:01Z", "2026-11-21T18:00:00.5Z"]
        );
        assert_eq!(folder.remove(&[id(FIRST)]).await.unwrap(), 2);
        assert_eq!(folder.remove(&[id(FIRST)]).await.unwrap(), 0);

        let mut left: Vec<_> = fs::read_dir(directory.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left.iter().collect::<Vec<_>>(), [&names[3], &names[2], &names[4]]);
    }

    #[tokio::test]
    async fn an_unfinished_letter_is_removed_once_it_is_old() {
        let directory = tempfile::tempdir().unwrap();
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        let (recent, old) = (at("2026-11-20T18:01:00Z"), at("2026-11-20T17:50:00Z"));
        for (name, modified) in
            [(".old.tmp", old), (".recent.tmp", recent), ("notes.tmp", old), (".old.txt", old)]
        {
            let file = fs::File::create(directory.path().join(name)).unwrap();
            file.set_modified(modified.into()).unwrap();
        }
        let folder = LetterFolder::at(directory.path());
        let before = at("2026-11-20T18:00:00Z");
        assert_eq!(folder.remove_unfinished(before).await.unwrap(), 1);
        assert_eq!(folder.remove_unfinished(before).await.unwrap(), 0);
        assert!(!directory.path().join(".old.tmp").exists());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
        let missing = LetterFolder::at(directory.path().join("mail"));
        assert_eq!(missing.remove_unfinished(before).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_missing_directory_has_no_letters() {
        let directory = tempfile::tempdir().unwrap();
        let folder = LetterFolder::at(directory.path().join("mail"));
        assert_eq!(folder.list().await.unwrap(), []);
        assert_eq!(folder.remove(&[id(FIRST)]).await.unwrap(), 0);
    }
}
