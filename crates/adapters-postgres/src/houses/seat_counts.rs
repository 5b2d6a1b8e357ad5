//! The seats that houses were seen to hold, so that they need not be added up each time.
//!
//! A performance counts the changes of its reservations (by a trigger, no matter where they come
//! from). The sum that was read at one count, under the lock, is the sum at the same count for ever.
//! So a tally is taken only when the count still is what it was; nothing here can be out of date,
//! and nothing of it is stored.

use azionelab_domain::PerformanceId;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How many houses are remembered. A theatre has tens.
const MOST: usize = 10_000;

/// The seats held by the live reservations of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SeatCount {
    /// How often its reservations had changed.
    pub changes: i64,
    /// The seats of those pending or confirmed.
    pub seats: u32,
    /// The seats of those pending.
    pub unconfirmed: u32,
}

/// Seat counts by house.
#[derive(Default)]
pub(crate) struct SeatCounts(Mutex<HashMap<PerformanceId, SeatCount>>);

impl SeatCounts {
    /// The tally of a house whose reservations have changed so often, if it is known.
    pub fn of(&self, house: PerformanceId, changes: i64) -> Option<SeatCount> {
        let seat_counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seat_counts.get(&house).filter(|seat_count| seat_count.changes == changes).copied()
    }

    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Remembers what was committed.
    pub fn remember(&self, seen: impl IntoIterator<Item = (PerformanceId, SeatCount)>) {
        let mut seat_counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seat_counts.len() > MOST {
            seat_counts.clear();
        }
        seat_counts.extend(seen);
    }
}
