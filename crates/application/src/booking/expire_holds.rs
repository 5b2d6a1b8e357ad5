use super::Reservations;
use crate::{
    Ports,
    houses::{HouseError, Houses},
    ports::{Clock, StoreError},
};
use std::sync::Arc;

/// How many houses are looked after at a time.
const BATCH: u32 = 100;

/// Stores lapsed holds as expired. Nothing depends on when it does: a lapsed hold holds nothing.
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

    /// Goes through up to a hundred houses with lapsed holds. Answers how many there were.
    pub async fn execute(&self) -> Result<usize, StoreError> {
        let houses = self.reservations.lapsed(self.clock.now(), BATCH).await?;
        for house in &houses {
            // A house that is gone meanwhile is passed over: so are its holds.
            if let Err(HouseError::Store(error)) = self.houses.lapse(*house).await {
                return Err(error);
            }
        }
        Ok(houses.len())
    }
}
