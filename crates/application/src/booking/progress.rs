use super::{Progress, Reservations};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::ReservationId;
use std::sync::Arc;
use thiserror::Error;

/// Why a reservation can't be followed.
#[derive(Debug, Error)]
pub enum FollowError {
    /// There is no such reservation, or nobody was written to about it.
    #[error("there is no such reservation")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Tells the page that booked about the state of its reservation. The page has no secret: only the
/// mailbox has; it knows the id, which nobody else was told and nobody guesses, and hears nothing
/// by it of who booked or what.
pub struct FollowReservation {
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl FollowReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { reservations: ports.reservations.clone(), clock: ports.clock.clone() }
    }

    /// How far the reservation has come by now. A hold that has lapsed is expired, whether or not
    /// it is stored as such yet.
    pub async fn execute(&self, id: ReservationId) -> Result<Progress, FollowError> {
        let progress = self.reservations.progress(id).await?.ok_or(FollowError::NotFound)?;
        Ok(Progress { status: progress.status.at(self.clock.now()), ..progress })
    }
}
