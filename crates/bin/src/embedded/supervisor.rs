use std::time::{Duration, Instant};

use tokio::{select, task::JoinHandle, time::sleep};
use tokio_util::sync::{CancellationToken, DropGuard};
use tracing::{error, info};

use super::{
    EmbeddedError, cluster::Cluster, leftover, lock::DirectoryLock, postmaster::Postmaster,
};

/// The pause before a crashed server is restarted. It doubles each time.
const MIN_PAUSE: Duration = Duration::from_millis(100);
const MAX_PAUSE: Duration = Duration::from_secs(10);

/// After running this long, a server counts as stable and the pause is short again.
const STABLE_AFTER: Duration = Duration::from_mins(1);

/// Keeps a server running until it is told to stop. Dropping it tells the server to stop, without
/// waiting.
#[derive(Debug)]
pub(super) struct Supervisor {
    stop: DropGuard,
    task: JoinHandle<()>,
}

impl Supervisor {
    /// Starts the server of a cluster and returns when the database can be reached.
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
        // If the task has panicked, that was reported already.
        let _ = self.task.await;
    }
}

async fn launch(cluster: &Cluster) -> Result<Postmaster, EmbeddedError> {
    leftover::end(cluster.folder()).await?;
    let mut postmaster = Postmaster::spawn(cluster)?;
    postmaster.ready().await?;
    Ok(postmaster)
}

/// Restarts the server whenever it ends, and stops it on `stop`. Holds the lock until the server
/// has ended.
async fn keep_running(
    cluster: Cluster,
    _lock: DirectoryLock,
    mut postmaster: Postmaster,
    stop: CancellationToken,
) {
    let mut pause = MIN_PAUSE;
    loop {
        let since = Instant::now();
        select! {
            () = stop.cancelled() => {
                postmaster.stop().await;
                return;
            }
            status = postmaster.ended() => {
                let status = status.map_or_else(|e| e.to_string(), |status| status.to_string());
                error!("PostgreSQL ended unexpectedly ({status}); restarting it");
            }
        }
        if since.elapsed() > STABLE_AFTER {
            pause = MIN_PAUSE;
        }
        postmaster = select! {
            () = stop.cancelled() => {
                // A server that is just starting is not known as `postmaster` yet.
                if let Err(error) = leftover::end(cluster.folder()).await {
                    error!("cannot stop PostgreSQL: {error}");
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
        *pause = (*pause * 2).min(MAX_PAUSE);
        match launch(cluster).await {
            Ok(postmaster) => return postmaster,
            Err(error) => error!("cannot restart PostgreSQL: {error}"),
        }
    }
}
