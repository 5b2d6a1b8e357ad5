//! Ends processes that an earlier run left in a cluster: the server of a killed program, or the
//! child processes of a killed server.

use std::{fs, os::unix::net::UnixStream, path::Path, time::Duration};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process, test_kill_process},
};
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::{EmbeddedError, POLL, error::Attempted as _, placement, postmaster};

/// Ends all processes that still run in a cluster: first with a clean shutdown, then with stronger
/// signals. The caller must hold the lock of the data directory.
pub(super) async fn end(cluster: &Path) -> Result<(), EmbeddedError> {
    let cluster = &*cluster.canonicalize().attempted("open", cluster)?;
    let server = postmaster::pid_in(cluster);
    let processes = running_in(cluster, server);
    if processes.is_empty() {
        return remove_stale_pid_file(cluster, server);
    }
    warn!("ending the PostgreSQL of an earlier run in {}", cluster.display());
    for (signal, within) in [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)] {
        for pid in running_in(cluster, server) {
            // The server stops its own child processes. Orphaned ones end by themselves.
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
        Some(&pid) => Err(EmbeddedError::StillRunning { pid, cluster: cluster.to_owned() }),
    }
}

/// After a restart of the machine or container, another process may have the pid that the server
/// had stored. PostgreSQL would refuse to start because of it.
fn remove_stale_pid_file(cluster: &Path, server: Option<u32>) -> Result<(), EmbeddedError> {
    let pid_file = cluster.join("postmaster.pid");
    match server {
        Some(pid) if is_alive(pid) => fs::remove_file(&pid_file).attempted("remove", &pid_file),
        _ => Ok(()),
    }
}

/// Returns the processes that run in a cluster. `server` is the pid that the cluster stores.
fn running_in(cluster: &Path, server: Option<u32>) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else {
        // This system has no `/proc`. A running server answers on its socket.
        let answers =
            UnixStream::connect(placement::socket_dir(cluster).join(".s.PGSQL.5432")).is_ok();
        return server.filter(|pid| is_alive(*pid) && answers).into_iter().collect();
    };
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid| {
            works_in(*pid, cluster) || (Some(*pid) == server && is_server_of(*pid, cluster))
        })
        .collect()
}

/// The working directory of each server process is the cluster's folder.
fn works_in(pid: u32, cluster: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == cluster)
}

/// In a container, root may not see the working directory of another user's process, but sees its
/// arguments.
fn is_server_of(pid: u32, cluster: &Path) -> bool {
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

/// Sends a signal. Ignores a process that has ended already.
pub(super) fn send(number: u32, signal: Signal) {
    if let Some(pid) = pid(number) {
        let _ = kill_process(pid, signal);
    }
}
