use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::Path,
};

use super::{EmbeddedError, error::Attempted as _};

/// Marks this process as the only one that runs the server of a data directory. The kernel releases
/// it when the process ends, even after a crash.
#[derive(Debug)]
pub(super) struct DirectoryLock {
    /// Holds the lock.
    _file: File,
}

pub(super) enum Lock {
    Taken(DirectoryLock),
    HeldBy(Option<u32>),
}

impl DirectoryLock {
    pub(super) fn take(data_dir: &Path) -> Result<Lock, EmbeddedError> {
        let path = data_dir.join("azionelab.lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .attempted("open", &path)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0).attempted("write", &path)?;
                writeln!(file, "{}", std::process::id()).attempted("write", &path)?;
                Ok(Lock::Taken(Self { _file: file }))
            }
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                // The holder may not have written its pid yet.
                let _ = file.read_to_string(&mut pid);
                Ok(Lock::HeldBy(pid.trim().parse().ok()))
            }
            Err(TryLockError::Error(error)) => Err(error).attempted("lock", &path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_locked_once_and_names_the_holder() {
        let dir = tempfile::tempdir().unwrap();
        let Lock::Taken(held) = DirectoryLock::take(dir.path()).unwrap() else { panic!("held") };
        let Lock::HeldBy(pid) = DirectoryLock::take(dir.path()).unwrap() else { panic!("free") };
        assert_eq!(pid, Some(std::process::id()));
        drop(held);
        assert!(matches!(DirectoryLock::take(dir.path()).unwrap(), Lock::Taken(_)));
    }
}
