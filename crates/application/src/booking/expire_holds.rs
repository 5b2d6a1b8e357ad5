use super::Reservations;
use crate::{
    Ports,
    houses::{HouseError, Houses},
    ports::{Clock, StoreError},
};
use std::sync::Arc;

/// How many houses one call processes at most.
const BATCH: u32 = 100;

/// Marks lapsed holds as expired in the database. The time does not matter, because a lapsed hold
/// no longer holds seats.
pub struct ExpireHolds {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl ExpireHolds {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Processes up to [`BATCH`] houses with lapsed holds. Returns their number.
    pub async fn execute(&self) -> Result<usize, StoreError> {
        let houses = self.reservations.lapsed(self.clock.now(), BATCH).await?;
        for house in &houses {
            // A house that was deleted in the meantime has no holds any more.
            if let Err(HouseError::Store(error)) = self.houses.lapse(*house).await {
                return Err(error);
            }
        }
        Ok(houses.len())
    }
}
