use super::{CancelRefusal, Change, House};
use crate::{AttemptKey, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

/// Why a booking could not be withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WithdrawRefusal {
    /// No such reservation in this house, or it was not made under this key.
    #[error("there is no such reservation")]
    Unknown,
    /// Whoever has its mail has confirmed it, and decides from now on.
    #[error("the reservation is confirmed")]
    AlreadyConfirmed,
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
}

impl House {
    /// Gives back the seats of a reservation that is not confirmed yet, for whoever made it, which
    /// the key of the attempt proves. Withdrawing twice changes nothing.
    pub fn withdraw(
        &self,
        who: ReservationId,
        key: &AttemptKey,
        now: Timestamp,
    ) -> Result<Change, WithdrawRefusal> {
        let attempt = self.attempts.get(key).filter(|attempt| attempt.reservation == who);
        if attempt.is_none() {
            return Err(WithdrawRefusal::Unknown);
        }
        let reservation = self.reservations.get(&who).ok_or(WithdrawRefusal::Unknown)?;
        if reservation.status == Status::Confirmed {
            return Err(WithdrawRefusal::AlreadyConfirmed);
        }
        self.cancel(who, now).map_err(|refusal| match refusal {
            CancelRefusal::Unknown => WithdrawRefusal::Unknown,
            CancelRefusal::AlreadyAdmitted { .. } => WithdrawRefusal::AlreadyConfirmed,
            CancelRefusal::TooLate { started_at } => WithdrawRefusal::TooLate { started_at },
        })
    }
}
