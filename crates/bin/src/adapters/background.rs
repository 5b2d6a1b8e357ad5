use async_trait::async_trait;
use azionelab_application::ports::{Background, Task};
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;

/// How long tasks may take to finish after the process starts to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// How long tasks may then take to store their progress.
const SAVE_WITHIN: Duration = Duration::from_secs(3);

/// The background tasks of this process, which waits for them for a limited time before it stops.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    running: TaskTracker,
    closing: CancellationToken,
    out_of_time: CancellationToken,
}

impl Tasks {
    /// Starts no more work and waits for the running tasks. Tasks that take too long are told to
    /// end.
    pub async fn finish(&self) {
        self.closing.cancel();
        self.running.close();
        if timeout(FINISH_WITHIN, self.running.wait()).await.is_ok() {
            return;
        }
        self.out_of_time.cancel();
        if timeout(SAVE_WITHIN, self.running.wait()).await.is_err() {
            warn!("background tasks did not end in time");
        }
    }
}

#[async_trait]
impl Background for Tasks {
    fn spawn(&self, task: Task) {
        self.running.spawn(task);
    }

    fn is_closing(&self) -> bool {
        self.closing.is_cancelled()
    }

    async fn out_of_time(&self) {
        self.out_of_time.cancelled().await;
    }
}
