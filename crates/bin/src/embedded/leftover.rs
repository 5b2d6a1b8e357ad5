//! Processes that an earlier run left in a cluster: the server of a program that was killed, or
//! what is left of a server that was killed itself.

use std::{fs, os::unix::net::UnixStream, path::Path, time::Duration};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process, test_kill_process},
};
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::{EmbeddedError, POLL, error::Attempted as _, placement, postmaster};

/// Ends whatever still runs in a cluster. A server is told to stop cleanly; what doesn't heed is
/// told more firmly. Who calls this holds the lock of the data directory.
pub(super) async fn end(cluster: &Path) -> Result<(), EmbeddedError> {
    let cluster = &*cluster.canonicalize().attempted("open", cluster)?;
    let server = postmaster::pid_in(cluster);
    let processes = running_in(cluster, server);
    if processes.is_empty() {
        return forget_stranger(cluster, server);
    }
    warn!("ending a PostgreSQL that an earlier run left in {}", cluster.display());
    for (signal, within) in [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)] {
        for pid in running_in(cluster, server) {
            // The server tells its own processes; those without one end by themselves.
            if Some(pid) == server || signal == Signal::KILL {
                send(pid, signal);
            }
        }
        let ended = timeout(Duration::from_secs(within), async {
            while !running_in(cluster, server).is_empty() {
                sleep(POLL).await;
            }
        });
        if ended.await.is_ok() {
            return Ok(());
        }
    }
    match running_in(cluster, server).first() {
        None => Ok(()),
        Some(&pid) => Err(EmbeddedError::Undead { pid, cluster: cluster.to_owned() }),
    }
}

/// After a restart of the machine, or of a container, the number that the server noted may have
/// gone to another process, for whose sake PostgreSQL would refuse to start.
fn forget_stranger(cluster: &Path, server: Option<u32>) -> Result<(), EmbeddedError> {
    let note = cluster.join("postmaster.pid");
    match server {
        Some(pid) if is_alive(pid) => fs::remove_file(&note).attempted("remove", &note),
        _ => Ok(()),
    }
}

/// The processes that work on a cluster; `server` is the one that noted itself there.
fn running_in(cluster: &Path, server: Option<u32>) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else {
        // No list of processes on this system: a server answers on its socket.
        let answers =
            UnixStream::connect(placement::socket_dir(cluster).join(".s.PGSQL.5432")).is_ok();
        return server.filter(|pid| is_alive(*pid) && answers).into_iter().collect();
    };
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid| works_in(*pid, cluster) || (Some(*pid) == server && serves(*pid, cluster)))
        .collect()
}

/// Every process of a server works in the cluster's folder.
fn works_in(pid: u32, cluster: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == cluster)
}

/// Root in a container may not see where another user's process works, only how it was started.
fn serves(pid: u32, cluster: &Path) -> bool {
    use std::os::unix::ffi::OsStrExt as _;

    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| {
        line.split(|byte| *byte == 0).any(|argument| argument == cluster.as_os_str().as_bytes())
    })
}

fn pid(number: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(number).ok()?)
}

fn is_alive(number: u32) -> bool {
    pid(number).is_some_and(|pid| !matches!(test_kill_process(pid), Err(Errno::SRCH)))
}

/// Sends a signal; a process that has gone needs none.
pub(super) fn send(number: u32, signal: Signal) {
    if let Some(pid) = pid(number) {
        let _ = kill_process(pid, signal);
    }
}
