use super::House;
use crate::{Reservation, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TransferRefusal {
    #[error("there is no such reservation")]
    Unknown,
    #[error("the reservation is for that performance already")]
    SamePerformance,
    #[error("the reservation was cancelled")]
    Cancelled,
    /// The reservation must be confirmed first.
    #[error("the hold has lapsed")]
    HoldLapsed,
    #[error("{admitted} of the party were admitted")]
    AlreadyAdmitted { admitted: u32 },
    /// The other performance is cancelled.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The other performance has started.
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
    #[error("{available} seats are left")]
    SoldOut {
        /// The seats left at the other performance.
        available: u32,
    },
}

/// A reservation before and after its transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub from: Reservation,
    pub to: Reservation,
}

impl House {
    /// Transfers a reservation that holds seats from this house to another one. Its seats become
    /// free here and are taken there, if there are enough. The end of a hold stays the same. The
    /// caller must make sure that no other rule runs on either house in between.
    pub fn transfer(
        &self,
        id: ReservationId,
        other: &Self,
        now: Timestamp,
    ) -> Result<Transfer, TransferRefusal> {
        let from = self.reservations.get(id).ok_or(TransferRefusal::Unknown)?;
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

    /// Removes a reservation that was transferred to another house.
    pub fn release(&mut self, id: ReservationId) {
        self.reservations.remove(id);
    }
}
