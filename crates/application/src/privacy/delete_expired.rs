use super::Retention;
use crate::{
    Ports,
    accounts::SessionLifetimes,
    ports::{Clock, StoreError},
};
use jiff::SignedDuration;
use std::sync::Arc;

/// How long a repeated booking request gets the same answer. Clients retry within minutes.
const ATTEMPT_RETENTION: SignedDuration = SignedDuration::from_hours(24);

/// Deletes expired technical data.
pub struct DeleteExpired {
    retention: Arc<dyn Retention>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl DeleteExpired {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self { retention: ports.retention.clone(), clock: ports.clock.clone(), lifetimes }
    }

    /// Deletes ended sessions, expired secrets and staff links, and old booking attempts.
    pub async fn execute(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.retention.forget(now, now - self.lifetimes.idle, now - ATTEMPT_RETENTION).await
    }
}
