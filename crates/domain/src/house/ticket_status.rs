use super::House;
use crate::{ReservationId, Status};

/// The status of a ticket at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TicketStatus {
    /// It admits those of the party who are still to come.
    Valid,
    /// The whole party was admitted.
    Used,
    /// The reservation or the performance was cancelled.
    Cancelled,
}

impl House {
    /// The status of a reservation's ticket, independent of the time. `None` if the reservation is
    /// not loaded or was never confirmed, because then there is no ticket.
    pub fn ticket_status(&self, id: ReservationId) -> Option<TicketStatus> {
        let reservation = self.reservation(id)?;
        match reservation.status {
            Status::Pending { .. } | Status::Expired => None,
            Status::Cancelled => Some(TicketStatus::Cancelled),
            Status::Confirmed if self.performance.cancelled_at.is_some() => {
                Some(TicketStatus::Cancelled)
            }
            Status::Confirmed if reservation.remaining() == 0 => Some(TicketStatus::Used),
            Status::Confirmed => Some(TicketStatus::Valid),
        }
    }
}
