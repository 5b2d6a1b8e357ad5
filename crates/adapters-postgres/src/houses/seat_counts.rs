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
pub(crate) struct Tally {
    /// How often its reservations had changed.
    pub changes: i64,
    /// The seats of those pending or confirmed.
    pub seats: u32,
    /// The seats of those pending.
    pub unconfirmed: u32,
}

/// Tallies by house.
#[derive(Default)]
pub(crate) struct Tallies(Mutex<HashMap<PerformanceId, Tally>>);

impl Tallies {
    /// The tally of a house whose reservations have changed so often, if it is known.
    pub fn of(&self, house: PerformanceId, changes: i64) -> Option<Tally> {
        let tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.get(&house).filter(|tally| tally.changes == changes).copied()
    }

    /// Forgets them all.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Remembers what was committed.
    pub fn remember(&self, seen: impl IntoIterator<Item = (PerformanceId, Tally)>) {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tallies.len() > MOST {
            tallies.clear();
        }
        tallies.extend(seen);
    }
}
