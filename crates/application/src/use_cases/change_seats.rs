use std::sync::Arc;

use azionelab_domain::{ChangeSeatsRefusal, House, Seats, Secret};
use thiserror::Error;

use super::{HolderError, HolderView, Ports, ViewReservation};
use crate::ports::{
    ChangeFailed, Clock, Decision, Houses, Needs, Reservations, StoreError, change,
};

/// Why a party's size was not changed.
#[derive(Debug, Error)]
pub enum ChangeSeatsError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    /// The rules refuse it.
    #[error(transparent)]
    Refused(ChangeSeatsRefusal),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes how many come. The ticket stays the same.
pub struct ChangeSeats {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
    view: ViewReservation,
}

impl ChangeSeats {
    pub(super) fn new(ports: &Ports) -> Self {
        Self {
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            clock: ports.clock.clone(),
            view: ViewReservation::new(ports),
        }
    }

    /// Changes the party's size to `seats`.
    pub async fn execute(
        &self,
        secret: &Secret,
        seats: Seats,
    ) -> Result<HolderView, ChangeSeatsError> {
        let key = self
            .reservations
            .by_secret(secret.hash(), self.clock.now())
            .await?
            .ok_or(ChangeSeatsError::UnknownReservation)?;
        let who = key.reservation;
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule =
            move |house: &House, now| house.change_seats(who, seats, now).map(Decision::from);
        change(&*self.houses, key.performance, needs, rule).await?;
        Ok(self.view.execute(secret).await?)
    }
}

impl From<ChangeFailed<ChangeSeatsRefusal>> for ChangeSeatsError {
    fn from(failed: ChangeFailed<ChangeSeatsRefusal>) -> Self {
        match failed.into_store_error() {
            Ok(ChangeSeatsRefusal::Unknown) => Self::UnknownReservation,
            Ok(refusal) => Self::Refused(refusal),
            Err(error) => Self::Store(error),
        }
    }
}

impl From<HolderError> for ChangeSeatsError {
    fn from(error: HolderError) -> Self {
        match error {
            HolderError::UnknownReservation => Self::UnknownReservation,
            HolderError::Store(error) => Self::Store(error),
        }
    }
}
