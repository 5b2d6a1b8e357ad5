//! Whether the database answers, asked seldom however often it is asked here.

use super::problem::ApiError;
use azionelab_application::ports::Health;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// How long an answer is good for.
const GOOD_FOR: Duration = Duration::from_millis(500);

/// Probes are not counted, so there is no limit to them. Those that come at the same time, or shortly
/// after each other, share one answer of the database.
pub(crate) struct CachedHealth {
    health: Arc<dyn Health>,
    last: Mutex<Option<(Instant, bool)>>,
}

impl CachedHealth {
    pub fn of(health: Arc<dyn Health>) -> Self {
        Self { health, last: Mutex::default() }
    }

    /// Whether the time is beyond doubt.
    pub fn clock_is_steady(&self) -> bool {
        self.health.clock_is_steady()
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), ApiError> {
        let mut last = self.last.lock().await;
        let is_well = match *last {
            Some((at, is_well)) if at.elapsed() < GOOD_FOR => is_well,
            _ => {
                // Whatever the database answers wrongly, it is not at our service.
                let is_well = self.health.check().await.map_err(ApiError::from).is_ok();
                *last = Some((Instant::now(), is_well));
                is_well
            }
        };
        if is_well { Ok(()) } else { Err(ApiError::Unavailable) }
    }
}
