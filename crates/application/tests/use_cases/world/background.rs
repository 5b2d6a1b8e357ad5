use async_trait::async_trait;
use azionelab_application::ports::{Background, Task};
use futures_util::{FutureExt as _, future::poll_immediate};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// Begins each task at once. What can't be finished at once goes on behind the test.
pub struct Behind {
    closing: AtomicBool,
    out_of_time: watch::Sender<bool>,
}

impl Default for Behind {
    fn default() -> Self {
        Self { closing: AtomicBool::new(false), out_of_time: watch::Sender::new(false) }
    }
}

impl Behind {
    /// The process stops and waits no longer.
    pub fn run_out_of_time(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.out_of_time.send_replace(true);
    }
}

#[async_trait]
impl Background for Behind {
    fn spawn(&self, mut task: Task) {
        if poll_immediate(&mut task).now_or_never().flatten().is_none() {
            tokio::spawn(task);
        }
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    async fn out_of_time(&self) {
        let mut told = self.out_of_time.subscribe();
        told.wait_for(|is_so| *is_so).await.expect("the sender lives as long");
    }
}
