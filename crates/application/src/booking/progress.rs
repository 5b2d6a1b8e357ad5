use super::{Progress, Reservations};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::ReservationId;
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum FollowError {
    /// There is no such reservation, or no message was sent about it.
    #[error("there is no such reservation")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows the state of a reservation to the page that booked it. The page does not have the secret,
/// which only the mailbox gets. It knows the random id, which cannot be guessed. The answer says
/// nothing about the guest or the booking.
pub struct FollowReservation {
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl FollowReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { reservations: ports.reservations.clone(), clock: ports.clock.clone() }
    }

    /// The current state. A lapsed hold counts as expired, even if the database still says pending.
    pub async fn execute(&self, id: ReservationId) -> Result<Progress, FollowError> {
        let progress = self.reservations.progress(id).await?.ok_or(FollowError::NotFound)?;
        Ok(Progress { status: progress.status.at(self.clock.now()), ..progress })
    }
}
