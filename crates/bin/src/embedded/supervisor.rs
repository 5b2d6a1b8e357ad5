use std::time::{Duration, Instant};

use tokio::{select, task::JoinHandle, time::sleep};
use tokio_util::sync::{CancellationToken, DropGuard};
use tracing::{error, info};

use super::{
    EmbeddedError, cluster::Cluster, leftover, lock::DirectoryLock, postmaster::Postmaster,
};

/// How long to wait before a server that died is started again: each time twice as long.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A server that ran for this long was well: the next pause is short again.
const WELL_AFTER: Duration = Duration::from_mins(1);

/// Keeps a server running until it is told to stop. Dropping it tells, and doesn't wait.
#[derive(Debug)]
pub(super) struct Supervisor {
    stop: DropGuard,
    task: JoinHandle<()>,
}

impl Supervisor {
    /// Starts the server of a cluster and answers when the database can be reached.
    pub(super) async fn start(
        cluster: Cluster,
        lock: DirectoryLock,
    ) -> Result<Self, EmbeddedError> {
        let postmaster = launch(&cluster).await?;
        let stop = CancellationToken::new();
        let task = tokio::spawn(keep_running(cluster, lock, postmaster, stop.clone()));
        Ok(Self { stop: stop.drop_guard(), task })
    }

    /// Stops the server and waits until it has ended.
    pub(super) async fn stop(self) {
        drop(self.stop);
        // The task can't have panicked but through a fault that was reported by then.
        let _ = self.task.await;
    }
}

async fn launch(cluster: &Cluster) -> Result<Postmaster, EmbeddedError> {
    leftover::end(cluster.folder()).await?;
    let mut postmaster = Postmaster::spawn(cluster)?;
    postmaster.ready().await?;
    Ok(postmaster)
}

/// The lock is kept until the server has ended.
async fn keep_running(
    cluster: Cluster,
    _lock: DirectoryLock,
    mut postmaster: Postmaster,
    stop: CancellationToken,
) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        let since = Instant::now();
        select! {
            () = stop.cancelled() => {
                postmaster.stop().await;
                return;
            }
            status = postmaster.ended() => {
                let status = status.map_or_else(|e| e.to_string(), |status| status.to_string());
                error!("PostgreSQL ended by itself ({status}); starting it again");
            }
        }
        if since.elapsed() > WELL_AFTER {
            pause = SHORTEST_PAUSE;
        }
        postmaster = select! {
            () = stop.cancelled() => {
                // It may have been about to answer.
                if let Err(error) = leftover::end(cluster.folder()).await {
                    error!("PostgreSQL was not stopped: {error}");
                }
                return;
            }
            postmaster = launch_again(&cluster, &mut pause) => postmaster,
        };
        info!("PostgreSQL is running again");
    }
}

async fn launch_again(cluster: &Cluster, pause: &mut Duration) -> Postmaster {
    loop {
        sleep(*pause).await;
        *pause = (*pause * 2).min(LONGEST_PAUSE);
        match launch(cluster).await {
            Ok(postmaster) => return postmaster,
            Err(error) => error!("PostgreSQL can't be started again: {error}"),
        }
    }
}
