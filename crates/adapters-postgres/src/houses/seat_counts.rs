//! A cache of the held seats of each house, so that they need not be summed each time.
//!
//! A trigger counts the changes of a performance's reservations, wherever they come from. A sum
//! that was read under the lock is right as long as this number stays the same. So an entry is used
//! only if the number has not changed, and is never out of date.

use azionelab_domain::PerformanceId;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// The most houses in the cache. A theatre has tens of them.
const CAPACITY: usize = 10_000;

/// The seats held by the live reservations of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SeatCount {
    /// How often its reservations have changed.
    pub changes: i64,
    /// The seats of pending and confirmed reservations.
    pub seats: u32,
    /// The seats of pending reservations.
    pub unconfirmed: u32,
}

#[derive(Default)]
pub(crate) struct SeatCounts(Mutex<HashMap<PerformanceId, SeatCount>>);

impl SeatCounts {
    /// The seat count of a house after so many changes, if it is known.
    pub fn of(&self, house: PerformanceId, changes: i64) -> Option<SeatCount> {
        let seat_counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seat_counts.get(&house).filter(|seat_count| seat_count.changes == changes).copied()
    }

    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Stores the seat counts of a committed batch.
    pub fn remember(&self, committed: impl IntoIterator<Item = (PerformanceId, SeatCount)>) {
        let mut seat_counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seat_counts.len() > CAPACITY {
            seat_counts.clear();
        }
        seat_counts.extend(committed);
    }
}
