use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the private PostgreSQL does not run. Each says what to do about it, on one line.
#[derive(Debug, Error)]
pub enum EmbeddedError {
    /// No server is installed.
    #[error(
        "no PostgreSQL server was found; install one (Debian, Ubuntu: `apt-get install \
         postgresql`), name the folder of its programs in `database.server_binaries`, or give \
         the address of a database in `database.url`"
    )]
    NoServer,
    /// The folder that the settings name has no server.
    #[error(
        "`database.server_binaries`: {0} has no `postgres` and `initdb` of PostgreSQL 14 or newer"
    )]
    NoServerIn(PathBuf),
    /// The cluster was made by another major version.
    #[error(
        "{cluster} was made by PostgreSQL {made_by}, and only {installed} is installed; install \
         PostgreSQL {made_by}, or move the data over with `pg_dump` and `pg_restore`"
    )]
    OtherVersion {
        cluster: PathBuf,
        /// The major version that made it.
        made_by: u32,
        installed: String,
    },
    /// Another process runs the server of this data directory.
    #[error(
        "the data directory {data_dir} is in use by {holder}; stop that one first, or choose \
         another with `data_dir`",
        holder = holder(*.pid)
    )]
    InUse {
        /// The data directory.
        data_dir: PathBuf,
        /// The other process, if it has said which one it is.
        pid: Option<u32>,
    },
    /// Started as root, and there is no user to run the server as.
    #[error(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`; \
         add one, or start azionelab as another user"
    )]
    NoAccount,
    /// The cluster belongs to somebody else.
    #[error("{cluster} belongs to user {owner}; start azionelab as that user, or as root")]
    OtherOwner {
        cluster: PathBuf,
        /// The user's id.
        owner: u32,
    },
    /// We may not write to the data directory.
    #[error(
        "the data directory {data_dir} belongs to user {owner}, and user {us} may not write to \
         it; give it to that user (`chown -R {us} {data_dir}`), or choose another with `data_dir`"
    )]
    NotOurs {
        /// The data directory.
        data_dir: PathBuf,
        /// Its owner's id.
        owner: u32,
        /// Our own.
        us: u32,
    },
    /// The user that the server runs as can't get to the cluster.
    #[error("user {uid}, who runs PostgreSQL, may not enter {at}; allow it with `chmod o+x`")]
    Unreachable {
        /// The user's id.
        uid: u32,
        /// The folder in the way.
        at: PathBuf,
    },
    /// The folder of the socket is not ours alone.
    #[error("{0} exists and is not a private folder of the server's user; remove it")]
    UnsafeSocketDir(PathBuf),
    /// `initdb` failed.
    #[error("initdb failed: {0}")]
    InitFailed(String),
    /// The server ended instead of answering.
    #[error("PostgreSQL did not start: {0}")]
    Exited(String),
    /// The server did not answer in time.
    #[error("the PostgreSQL in {data_dir} did not answer within a minute; see its postgres.log")]
    TooSlow {
        /// The data directory.
        data_dir: PathBuf,
    },
    /// A process left over from an earlier run does not go away.
    #[error("process {pid}, left over in {cluster}, does not end")]
    Undead {
        /// The process.
        pid: u32,
        /// The cluster it works on.
        cluster: PathBuf,
    },
    /// The file system, or starting a program, failed.
    #[error("can't {action} {path}: {source}")]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another azionelab".to_owned(), |pid| format!("azionelab process {pid}"))
}

/// Names what was tried when an [`io::Error`] happened.
pub(super) trait Attempted<T> {
    fn attempted(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T, EmbeddedError>;
}

impl<T, E: Into<io::Error>> Attempted<T> for Result<T, E> {
    fn attempted(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T, EmbeddedError> {
        self.map_err(|source| EmbeddedError::Io {
            action,
            path: path.into(),
            source: source.into(),
        })
    }
}
