//! The database without set-up: a private PostgreSQL in the data directory, which starts and stops
//! with the program. It listens on a Unix socket that only its own user can reach.

mod account;
mod binaries;
mod cluster;
mod error;
mod leftover;
mod lock;
mod placement;
mod postmaster;
mod supervisor;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::{sleep, timeout};
use tracing::debug;

pub use self::{binaries::ServerBinaries, error::EmbeddedError};
use self::{
    cluster::Cluster,
    lock::{DirectoryLock, Lock},
    supervisor::Supervisor,
};

/// The name of the database and of its owner.
const NAME: &str = "azionelab";

/// How often a change that is expected soon is checked for.
const POLL: Duration = Duration::from_millis(20);

/// How long a server may take to answer. After a crash it first replays its log.
const START_WITHIN: Duration = Duration::from_mins(1);

/// Settings of the private PostgreSQL.
#[derive(Debug, Clone)]
pub struct EmbeddedSettings {
    /// The program's data directory. It is created if missing.
    pub data_dir: PathBuf,
    /// The folder of `postgres` and `initdb`. `None` to search for it.
    pub server_binaries: Option<PathBuf>,
}

/// A running private PostgreSQL. Dropping it stops the server without waiting; [`Self::stop`]
/// waits.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    url: String,
    /// `None` if the server belongs to another process.
    supervisor: Option<Supervisor>,
}

impl EmbeddedPostgres {
    /// Creates the server of a data directory if necessary, starts it, and restarts it if it
    /// crashes.
    ///
    /// Returns when the database can be reached. A data directory has at most one server: this
    /// fails with [`EmbeddedError::InUse`] while another process runs it. The server of a killed
    /// process is ended first.
    pub async fn start(settings: &EmbeddedSettings) -> Result<Self, EmbeddedError> {
        let data_dir = placement::make_data_dir(&settings.data_dir)?;
        match DirectoryLock::take(&data_dir)? {
            Lock::Taken(lock) => Self::start_locked(settings, &data_dir, lock).await,
            Lock::HeldBy(pid) => Err(EmbeddedError::InUse { data_dir, pid }),
        }
    }

    /// For a short command: uses the server that another process runs in the data directory, or
    /// starts one until [`Self::stop`].
    pub async fn open_or_join(settings: &EmbeddedSettings) -> Result<Self, EmbeddedError> {
        let data_dir = placement::make_data_dir(&settings.data_dir)?;
        let opened = timeout(START_WITHIN, async {
            // Between two attempts the other process may have started or ended.
            loop {
                match DirectoryLock::take(&data_dir)? {
                    Lock::Taken(lock) => {
                        return Self::start_locked(settings, &data_dir, lock).await;
                    }
                    Lock::HeldBy(pid) => {
                        if let Some(cluster) = placement::running_cluster(&data_dir) {
                            debug!(pid, "using the PostgreSQL of a running process");
                            let url = url(&placement::socket_dir(&cluster));
                            return Ok(Self { url, supervisor: None });
                        }
                    }
                }
                sleep(POLL).await;
            }
        });
        opened.await.unwrap_or(Err(EmbeddedError::TooSlow { data_dir: data_dir.clone() }))
    }

    async fn start_locked(
        settings: &EmbeddedSettings,
        data_dir: &Path,
        lock: DirectoryLock,
    ) -> Result<Self, EmbeddedError> {
        let cluster = Cluster::prepare(data_dir, settings.server_binaries.as_deref()).await?;
        let url = url(cluster.socket_dir());
        let supervisor = Supervisor::start(cluster, lock).await?;
        Ok(Self { url, supervisor: Some(supervisor) })
    }

    /// The connection URL of the database, as libpq reads it.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Stops the server if it was started here, and waits until all its processes have ended.
    pub async fn stop(self) {
        if let Some(supervisor) = self.supervisor {
            supervisor.stop().await;
        }
    }
}

fn url(socket_dir: &Path) -> String {
    use std::{fmt::Write as _, os::unix::ffi::OsStrExt as _};

    let mut url = format!("postgres:///{NAME}?user={NAME}&host=");
    for byte in socket_dir.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) {
            url.push(char::from(*byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_in_the_folder_are_escaped() {
        assert_eq!(
            url(Path::new("/srv/città & co")),
            "postgres:///azionelab?user=azionelab&host=/srv/citt%C3%A0%20%26%20co"
        );
    }
}
