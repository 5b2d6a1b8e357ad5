use super::Retention;
use crate::{
    Ports,
    accounts::SessionLifetimes,
    ports::{Clock, StoreError},
};
use jiff::SignedDuration;
use std::sync::Arc;

/// How long the same attempt to book is answered alike. Programs that try again do so within
/// minutes.
const ATTEMPTS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Forgets what nobody needs any more.
pub struct DeleteExpired {
    retention: Arc<dyn Retention>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl DeleteExpired {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self { retention: ports.retention.clone(), clock: ports.clock.clone(), lifetimes }
    }

    /// Forgets sessions that have ended, secrets and links of staff that have expired, and
    /// attempts to book of yesterday.
    pub async fn execute(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.retention.forget(now, now - self.lifetimes.idle, now - ATTEMPTS_KEPT).await
    }
}
