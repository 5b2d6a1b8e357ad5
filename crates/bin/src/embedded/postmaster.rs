use std::{
    fs::{self, File, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use rustix::process::Signal;
use tokio::{
    process::Child,
    select,
    time::{sleep, timeout},
};
use tracing::warn;

use super::{
    EmbeddedError, POLL, START_WITHIN,
    cluster::{Cluster, last_lines},
    error::Attempted as _,
    leftover,
};

/// A server log larger than this, in bytes, is renamed at the start.
const LOG_LIMIT: u64 = 10 * 1024 * 1024;

/// A server process that we started. Dropping it tells the server to stop, without waiting.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
    cluster: PathBuf,
    data_dir: PathBuf,
    log: PathBuf,
    /// Where this run's part of the log starts.
    log_from: u64,
}

impl Postmaster {
    /// Starts a server. [`Self::ready`] waits until it answers.
    pub(super) fn spawn(cluster: &Cluster) -> Result<Self, EmbeddedError> {
        let log = cluster.log();
        if fs::metadata(&log).is_ok_and(|file| file.len() > LOG_LIMIT) {
            fs::rename(&log, log.with_extension("log.old")).attempted("rename", &log)?;
        }
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&log)
            .attempted("open", &log)?;
        let log_from = file.metadata().attempted("read", &log)?.len();
        let child = cluster
            .command("postgres")
            .args(cluster.server_arguments())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            // Ctrl-C in a terminal signals the whole process group. The server must stop after us.
            .process_group(0)
            .spawn()
            .attempted("run postgres in", cluster.folder())?;
        Ok(Self {
            child,
            cluster: cluster.folder().to_owned(),
            data_dir: cluster.data_dir().to_owned(),
            log,
            log_from,
        })
    }

    /// Waits until the server answers.
    pub(super) async fn ready(&mut self) -> Result<(), EmbeddedError> {
        let ready = timeout(START_WITHIN, async {
            while !is_ready(&self.cluster, self.child.id()) {
                select! {
                    _ = self.child.wait() => return Err(()),
                    () = sleep(POLL) => {}
                }
            }
            Ok(())
        });
        match ready.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(())) => Err(EmbeddedError::Exited(self.log_end())),
            Err(_) => Err(EmbeddedError::TooSlow { data_dir: self.data_dir.clone() }),
        }
    }

    pub(super) async fn ended(&mut self) -> std::io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Stops the server with a clean shutdown, or with stronger signals if that takes too long.
    pub(super) async fn stop(mut self) {
        for (signal, within) in [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)] {
            self.send(signal);
            if timeout(Duration::from_secs(within), self.child.wait()).await.is_ok() {
                return;
            }
            warn!("PostgreSQL is still running {within} s after {signal:?}");
        }
    }

    fn send(&self, signal: Signal) {
        // A process that has ended has no pid.
        if let Some(pid) = self.child.id() {
            leftover::send(pid, signal);
        }
    }

    /// The end of what the server has logged since its start.
    fn log_end(&self) -> String {
        let mut log_end = Vec::new();
        if let Ok(mut log) = File::open(&self.log) {
            let _ = log.seek(SeekFrom::Start(self.log_from));
            let _ = log.read_to_end(&mut log_end);
        }
        last_lines(&String::from_utf8_lossy(&log_end), 5)
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        self.send(Signal::INT);
    }
}

/// Returns the pid that the server of a cluster has stored.
pub(super) fn pid_in(cluster: &Path) -> Option<u32> {
    pid_file(cluster)?.lines().next()?.trim().parse().ok()
}

/// Whether the server of a cluster accepts connections, according to its pid file. With a `pid`,
/// also whether it is that process. `pg_ctl --wait` checks the same.
pub(super) fn is_ready(cluster: &Path, pid: Option<u32>) -> bool {
    pid_file(cluster).is_some_and(|pid_file| {
        let mut lines = pid_file.lines();
        let noted = lines.next().and_then(|line| line.trim().parse().ok());
        (pid.is_none() || pid == noted) && lines.nth(6).is_some_and(|state| state.trim() == "ready")
    })
}

fn pid_file(cluster: &Path) -> Option<String> {
    fs::read_to_string(cluster.join("postmaster.pid")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_ready_when_its_pid_file_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let write = |state: &str| {
            let pid_file =
                format!("42\n{}\n1\n5432\n/run\n\n 1 2\n{state}\n", dir.path().display());
            fs::write(dir.path().join("postmaster.pid"), pid_file).unwrap();
        };
        assert!(!is_ready(dir.path(), None));
        write("starting");
        assert!(!is_ready(dir.path(), Some(42)));
        write("ready   ");
        assert!(is_ready(dir.path(), Some(42)));
        assert!(is_ready(dir.path(), None));
        assert!(!is_ready(dir.path(), Some(43)));
        assert_eq!(pid_in(dir.path()), Some(42));
    }
}
