//! Periodic background work while the program serves.

use crate::{adapters::SteadyClock, wiring::clock_fault};
use azionelab_adapters_postgres::Store;
use azionelab_application::{UseCases, ports::StoreError};
use std::{convert::Infallible, fmt::Display, future::Future, sync::Arc, time::Duration};
use tokio::{
    select,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

/// How long running work may take to finish after the stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// How often the clock is compared with the database's.
const CLOCKS_COMPARED_EVERY: Duration = Duration::from_secs(30);

/// The periodic tasks.
pub struct BackgroundTasks {
    running: TaskTracker,
    stop: CancellationToken,
}

impl BackgroundTasks {
    /// Starts all tasks. They run until `stop`.
    pub fn start(
        use_cases: &Arc<UseCases>,
        store: &Store,
        clock: &Arc<SteadyClock>,
        stop: CancellationToken,
    ) -> Self {
        let tasks = Self { running: TaskTracker::new(), stop };
        let all = use_cases.clone();
        tasks.every(Duration::from_secs(1), "delivering mail", move || {
            let all = all.clone();
            async move { all.deliver_mail.deliver_due().await }
        });
        // Logs a step of the clock even when no request reads the time.
        let watched = clock.clone();
        tasks.every(Duration::from_secs(1), "looking at the clock", move || {
            watched.is_in_doubt();
            async { Ok::<_, Infallible>(()) }
        });
        let (store, compared) = (store.clone(), clock.clone());
        tasks.every(CLOCKS_COMPARED_EVERY, "comparing the clock with the database's", move || {
            let (store, clock) = (store.clone(), compared.clone());
            async move {
                let state = store.server_state(&*clock).await?;
                clock.compare(clock_fault(state.ahead));
                Ok::<_, StoreError>(())
            }
        });
        let (all, known) = (use_cases.clone(), clock.clone());
        tasks.every(Duration::from_secs(15), "expiring lapsed holds", move || {
            let all = all.clone();
            only_if(!known.is_in_doubt(), async move { all.booking.expire_holds.execute().await })
        });
        let (all, known) = (use_cases.clone(), clock.clone());
        tasks.every(Duration::from_hours(1), "tidying up", move || {
            let all = all.clone();
            only_if(known.is_sure(), async move { all.privacy.delete_expired.execute().await })
        });
        let (all, known) = (use_cases.clone(), clock.clone());
        tasks.every(Duration::from_hours(1), "erasing personal data", move || {
            let all = all.clone();
            only_if(known.is_sure(), async move { all.privacy.erase_expired.execute().await })
        });
        tasks.running.close();
        tasks
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
        self.running.spawn(async move {
            let mut failing = false;
            while !stop.is_cancelled() {
                let outcome = round().await;
                // Logged only when it starts or stops failing.
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

    /// Waits for the running work, within a time limit.
    pub async fn finished(self) {
        if timeout(FINISH_WITHIN, self.running.wait()).await.is_err() {
            warn!("background work was not finished within {} s", FINISH_WITHIN.as_secs());
        }
    }
}

/// Skips the work unless the time is trusted.
async fn only_if<T, E>(
    is_trusted: bool,
    round: impl Future<Output = Result<T, E>>,
) -> Result<Option<T>, E> {
    if is_trusted { round.await.map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_skipped_while_the_time_is_in_doubt() {
        let round = || async { Ok::<_, Infallible>("erased") };
        assert_eq!(only_if(false, round()).await, Ok(None));
        assert_eq!(only_if(true, round()).await, Ok(Some("erased")));
    }
}
