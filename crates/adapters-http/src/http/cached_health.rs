//! A health check of the database that is cached for a short time.

use super::problem::ApiError;
use azionelab_application::ports::Health;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

const REUSED_FOR: Duration = Duration::from_millis(500);

/// Health probes are not rate-limited, so concurrent and frequent probes share one database query.
pub(crate) struct CachedHealth {
    health: Arc<dyn Health>,
    last: Mutex<Option<(Instant, bool)>>,
}

impl CachedHealth {
    pub fn of(health: Arc<dyn Health>) -> Self {
        Self { health, last: Mutex::default() }
    }

    /// Whether the time is reliable. While it is not, nothing expires.
    pub fn clock_is_steady(&self) -> bool {
        self.health.clock_is_steady()
    }

    pub async fn check(&self) -> Result<(), ApiError> {
        let mut last = self.last.lock().await;
        let is_well = match *last {
            Some((at, is_well)) if at.elapsed() < REUSED_FOR => is_well,
            _ => {
                // Every failure means that the database is not usable; which one is only logged.
                let is_well = self.health.check().await.map_err(ApiError::from).is_ok();
                *last = Some((Instant::now(), is_well));
                is_well
            }
        };
        if is_well { Ok(()) } else { Err(ApiError::Unavailable) }
    }
}
