use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the private PostgreSQL does not run. Each text is one line and says what to do.
#[derive(Debug, Error)]
pub enum EmbeddedError {
    #[error(
        "found no PostgreSQL server; install one (Debian, Ubuntu: `apt-get install \
         postgresql`), set `database.server_binaries` to the folder of its programs, or set \
         `database.url` to the address of a database"
    )]
    NoServer,
    /// The configured folder contains no server.
    #[error(
        "`database.server_binaries`: {0} does not contain `postgres` and `initdb` of PostgreSQL 14 \
         or newer"
    )]
    NoServerIn(PathBuf),
    /// Another major version created the cluster.
    #[error(
        "{cluster} was created by PostgreSQL {made_by}, but only {installed} is installed; install \
         PostgreSQL {made_by}, or move the data with `pg_dump` and `pg_restore`"
    )]
    OtherVersion {
        cluster: PathBuf,
        /// The major version that created it.
        made_by: u32,
        installed: String,
    },
    /// Another process runs the server of this data directory.
    #[error(
        "the data directory {data_dir} is in use by {holder}; stop that process, or choose \
         another directory with `data_dir`",
        holder = holder(*.pid)
    )]
    InUse {
        data_dir: PathBuf,
        /// The other process, if known.
        pid: Option<u32>,
    },
    /// This process is root, and no user was found to run the server as.
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`; \
         add one, or start azionelab as another user"
    )]
    NoAccount,
    /// Another user owns the cluster.
    #[error("{cluster} belongs to user {owner}; start azionelab as that user, or as root")]
    OtherOwner {
        cluster: PathBuf,
        /// The id of the user.
        owner: u32,
    },
    /// This process may not write to the data directory.
    #[error(
        "the data directory {data_dir} belongs to user {owner}, and user {us} may not write to \
         it; make that user the owner (`chown -R {us} {data_dir}`), or choose another with \
         `data_dir`"
    )]
    NotOurs {
        data_dir: PathBuf,
        /// The id of its owner.
        owner: u32,
        /// Our own user id.
        us: u32,
    },
    /// The user that runs the server cannot reach the cluster.
    #[error("user {uid}, who runs PostgreSQL, may not enter {at}; allow it with `chmod o+x`")]
    Unreachable {
        /// The id of the user.
        uid: u32,
        /// The folder that it may not enter.
        at: PathBuf,
    },
    /// Other users can reach the folder of the socket.
    #[error("{0} exists and is not a private folder of the server's user; remove it")]
    UnsafeSocketDir(PathBuf),
    #[error("initdb failed: {0}")]
    InitFailed(String),
    /// The server exited instead of answering.
    #[error("PostgreSQL did not start: {0}")]
    Exited(String),
    #[error("the PostgreSQL in {data_dir} did not answer within a minute; see its postgres.log")]
    TooSlow { data_dir: PathBuf },
    /// A process of an earlier run does not end.
    #[error("process {pid} of an earlier run in {cluster} does not end")]
    StillRunning { pid: u32, cluster: PathBuf },
    /// A file operation or the start of a program failed.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was attempted, as a verb.
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another azionelab".to_owned(), |pid| format!("azionelab process {pid}"))
}

/// Adds to an [`io::Error`] what was attempted.
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
