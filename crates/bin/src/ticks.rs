//! What is done again and again while the program serves.

use std::{fmt::Display, future::Future, sync::Arc, time::Duration};

use azionelab_application::UseCases;
use tokio::{
    select,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

/// How long a round that has begun may take to finish once it is time to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// The rounds that go on in the background.
pub struct Ticks {
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Ticks {
    /// Starts them, until `stop`.
    pub fn start(use_cases: &Arc<UseCases>, stop: CancellationToken) -> Self {
        let ticks = Self { tasks: TaskTracker::new(), stop };
        let all = use_cases.clone();
        ticks.every(Duration::from_secs(1), "delivering mail", move || {
            let all = all.clone();
            async move { all.deliver_mail.deliver_due().await }
        });
        let all = use_cases.clone();
        ticks.every(Duration::from_secs(15), "expiring lapsed holds", move || {
            let all = all.clone();
            async move { all.expire_holds.execute().await }
        });
        let all = use_cases.clone();
        ticks.every(Duration::from_hours(1), "tidying up", move || {
            let all = all.clone();
            async move { all.tidy_up.execute().await }
        });
        ticks.tasks.close();
        ticks
    }

    fn every<T, E, F>(
        &self,
        pause: Duration,
        what: &'static str,
        round: impl Fn() -> F + Send + Sync + 'static,
    ) where
        T: Send,
        E: Display + Send,
        F: Future<Output = Result<T, E>> + Send,
    {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            let mut failing = false;
            while !stop.is_cancelled() {
                let outcome = round().await;
                // Told once, not each second.
                match &outcome {
                    Ok(_) if failing => info!("{what} works again"),
                    Err(error) if !failing => warn!("{what} does not work: {error}"),
                    _ => {}
                }
                failing = outcome.is_err();
                drop(outcome);
                select! {
                    () = stop.cancelled() => {}
                    () = sleep(pause) => {}
                }
            }
        });
    }

    /// Waits for the rounds that have begun, for a bounded time.
    pub async fn finished(self) {
        if timeout(FINISH_WITHIN, self.tasks.wait()).await.is_err() {
            warn!("background work was not finished within {} s", FINISH_WITHIN.as_secs());
        }
    }
}
