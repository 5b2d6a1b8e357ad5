use super::{CancelRefusal, Change, House};
use crate::{AttemptKey, ReservationId, Status};
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WithdrawRefusal {
    /// There is no such reservation in this house, or it was made with a different key.
    #[error("there is no such reservation")]
    Unknown,
    /// The guest has confirmed it. From now on only the mailed link can cancel it.
    #[error("the reservation is confirmed")]
    AlreadyConfirmed,
    #[error("the performance started at {started_at}")]
    TooLate { started_at: Timestamp },
}

impl House {
    /// Frees the seats of an unconfirmed reservation. The key of the attempt proves that the caller
    /// made it. Withdrawing again changes nothing.
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
        let reservation = self.reservations.get(who).ok_or(WithdrawRefusal::Unknown)?;
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
