use super::House;
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

/// Why a reservation was not moved to another performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TransferRefusal {
    /// No such reservation in the house that it should leave.
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation is for that performance already")]
    SamePerformance,
    #[error("the reservation was cancelled")]
    Cancelled,
    /// Its hold has lapsed: it has to be confirmed first.
    #[error("the hold has lapsed")]
    HoldLapsed,
    /// Somebody of the party is inside.
    #[error("{admitted} of the party were admitted")]
    AlreadyAdmitted { admitted: u32 },
    /// The theatre has called the other performance off.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The other performance has started.
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
    /// Fewer seats are left in the other house than the party has.
    #[error("{available} seats are left")]
    SoldOut {
        /// The seats left there.
        available: u32,
    },
}

/// A reservation that changes houses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The reservation in the house that it leaves.
    pub from: Reservation,
    /// The same in the house that it enters.
    pub to: Reservation,
}

impl House {
    /// Moves a reservation that holds seats from this house to another: its seats are free here,
    /// and taken there if that many are left. A hold lasts as long as it did. Whoever makes the
    /// move sees to it that no other rule runs on either house in between.
    pub fn transfer(
        &self,
        who: ReservationId,
        other: &Self,
        now: Timestamp,
    ) -> Result<Transfer, TransferRefusal> {
        let from = self.reservations.get(&who).ok_or(TransferRefusal::Unknown)?;
        if self.performance.id == other.performance.id {
            return Err(TransferRefusal::SamePerformance);
        }
        if from.status == Status::Cancelled {
            return Err(TransferRefusal::Cancelled);
        }
        let admitted = from.admitted();
        if admitted > 0 {
            return Err(TransferRefusal::AlreadyAdmitted { admitted });
        }
        if !from.is_live(now) {
            return Err(TransferRefusal::HoldLapsed);
        }
        other.check_entry(from, now)?;
        let to = Reservation { performance: other.performance.id, ..from.clone() };
        Ok(Transfer { from: from.clone(), to })
    }

    fn check_entry(&self, party: &Reservation, now: Timestamp) -> Result<(), TransferRefusal> {
        if self.performance.cancelled_at.is_some() {
            return Err(TransferRefusal::PerformanceCancelled);
        }
        let started_at = self.performance.starts_at;
        if now >= started_at {
            return Err(TransferRefusal::TooLate { started_at });
        }
        let available = self.available(now);
        if party.seats.count() > available {
            return Err(TransferRefusal::SoldOut { available });
        }
        Ok(())
    }

    /// Takes a reservation that has moved away out of this house.
    pub fn release(&mut self, who: ReservationId) {
        self.reservations.remove(&who);
    }
}
