use async_trait::async_trait;
use azionelab_application::ports::{Background, Task};
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;

/// How long tasks may take to finish once the process stops.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// How long they may take to write down where they stand after that.
const NOTE_WITHIN: Duration = Duration::from_secs(3);

/// Tasks of this process, which waits for them a bounded time before it stops.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    running: TaskTracker,
    closing: CancellationToken,
    out_of_time: CancellationToken,
}

impl Tasks {
    /// Begins no more work, and waits for what goes on. What takes too long is told to end.
    pub async fn finish(&self) {
        self.closing.cancel();
        self.running.close();
        if timeout(FINISH_WITHIN, self.running.wait()).await.is_ok() {
            return;
        }
        self.out_of_time.cancel();
        if timeout(NOTE_WITHIN, self.running.wait()).await.is_err() {
            warn!("background work did not end in time");
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
