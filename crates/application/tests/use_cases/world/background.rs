use async_trait::async_trait;
use azionelab_application::ports::{Background, Task};
use futures_util::{FutureExt as _, future::poll_immediate};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// Polls each task once at once. The rest of it runs as a tokio task.
pub struct TestBackground {
    closing: AtomicBool,
    out_of_time: watch::Sender<bool>,
}

impl Default for TestBackground {
    fn default() -> Self {
        Self { closing: AtomicBool::new(false), out_of_time: watch::Sender::new(false) }
    }
}

impl TestBackground {
    /// The process stops and waits no longer.
    pub fn run_out_of_time(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.out_of_time.send_replace(true);
    }
}

#[async_trait]
impl Background for TestBackground {
    fn spawn(&self, mut task: Task) {
        if poll_immediate(&mut task).now_or_never().flatten().is_none() {
            tokio::spawn(task);
        }
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    async fn out_of_time(&self) {
        let mut receiver = self.out_of_time.subscribe();
        receiver.wait_for(|is_so| *is_so).await.expect("the sender is not dropped");
    }
}
