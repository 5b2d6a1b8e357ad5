use super::House;
use crate::{ReservationId, Status};

/// What a ticket is worth at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TicketStatus {
    /// It lets in those of the party who are still to come.
    Valid,
    /// The whole party is admitted already.
    Used,
    /// The reservation was given up, or the performance cancelled.
    Cancelled,
}

impl House {
    /// What the ticket of a reservation is worth, whatever the hour; none if it is not at hand or
    /// was never confirmed, for then nobody was given a ticket.
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
