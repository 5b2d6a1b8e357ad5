use std::sync::Arc;

use azionelab_domain::{ChangeSeatsRefusal, House, Seats, Secret};
use thiserror::Error;

use super::{HolderView, Ports, ViewReservation};
use crate::ports::{Decision, Houses, Needs, StoreError, change};

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
    view: ViewReservation,
}

impl ChangeSeats {
    pub(super) fn new(ports: &Ports) -> Self {
        Self { houses: ports.houses.clone(), view: ViewReservation::new(ports) }
    }

    /// Changes the party's size to `seats`.
    pub async fn execute(
        &self,
        secret: &Secret,
        seats: Seats,
    ) -> Result<HolderView, ChangeSeatsError> {
        let key = self.view.find(secret).await?;
        let who = key.reservation;
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule =
            move |house: &House, now| house.change_seats(who, seats, now).map(Decision::from);
        change(&*self.houses, key.performance, needs, rule).await?;
        Ok(self.view.execute(secret).await?)
    }
}
