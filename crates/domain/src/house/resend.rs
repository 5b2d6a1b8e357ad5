use super::{Change, House};
use crate::{ReservationId, Status};
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

/// How long after the start a message about a reservation is still useful.
const WORTH_SENDING: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ResendRefusal {
    #[error("there is no such reservation")]
    Unknown,
    #[error("the guest left no address")]
    NoAddress,
    #[error("the reservation was cancelled")]
    Cancelled,
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
}

impl House {
    /// Checks that the guest can get another mail with the ticket or the confirmation link. It
    /// changes nothing.
    pub fn resend(&self, who: ReservationId, now: Timestamp) -> Result<Change, ResendRefusal> {
        let reservation = self.reservations.get(who).ok_or(ResendRefusal::Unknown)?;
        if reservation.guest.email.is_none() {
            return Err(ResendRefusal::NoAddress);
        }
        if reservation.status == Status::Cancelled {
            return Err(ResendRefusal::Cancelled);
        }
        if self.performance.cancelled_at.is_some() {
            return Err(ResendRefusal::PerformanceCancelled);
        }
        let started_at = self.performance.starts_at;
        if now >= started_at + WORTH_SENDING {
            return Err(ResendRefusal::TooLate { started_at });
        }
        Ok(Change::Unchanged(reservation.clone()))
    }

    /// Replaces the links and tickets of a reservation, for example after the guest has shown them
    /// to others. The earlier ones end, and the guest gets a new one. The conditions are those of
    /// [`resend`](Self::resend).
    pub fn replace_ticket(
        &self,
        who: ReservationId,
        now: Timestamp,
    ) -> Result<Change, ResendRefusal> {
        match self.resend(who, now)? {
            Change::Unchanged(reservation) => Ok(Change::TicketReplaced(reservation)),
            other => Ok(other),
        }
    }
}
