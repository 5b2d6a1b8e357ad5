use std::sync::Arc;

use super::Ports;
use crate::ports::{Clock, HouseError, Houses, Reservations, StoreError};

/// How many houses are looked after at a time.
const BATCH: u32 = 100;

/// Stores lapsed holds as expired. Nothing depends on when it does: a lapsed hold holds nothing.
pub struct ExpireHolds {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
}

impl ExpireHolds {
    pub(super) fn new(ports: &Ports) -> Self {
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
            match self.houses.lapse(*house).await {
                Err(HouseError::Store(error)) => return Err(error),
                // Gone meanwhile: then so are its holds.
                Ok(()) | Err(_) => {}
            }
        }
        Ok(houses.len())
    }
}
