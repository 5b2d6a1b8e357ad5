use super::Reservations;
use crate::{
    Ports,
    houses::{Decision, HouseError, Houses, Needs, change},
    ports::StoreError,
};
use azionelab_domain::{AttemptKey, House, ReservationId, WithdrawRefusal};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum WithdrawError {
    /// There is no such reservation, or it was made with another key. The error does not say which.
    #[error("there is no such reservation")]
    NotFound,
    #[error(transparent)]
    Refused(WithdrawRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Withdraws a booking that was made with a mistyped address. Its seats become free for the
/// corrected booking, and the link that a stranger got confirms nothing.
///
/// The page that booked does not have the secret, which only the mailbox gets. It has the random
/// key of its attempt, which is sent to no other client.
pub struct WithdrawReservation {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
}

impl WithdrawReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { houses: ports.houses.clone(), reservations: ports.reservations.clone() }
    }

    /// Withdraws the booking. No mail is sent, because the address is not that of the visitor. A
    /// waiting letter is dropped at its next delivery attempt. Withdrawing again changes nothing
    /// and returns the same answer.
    pub async fn execute(&self, id: ReservationId, key: AttemptKey) -> Result<(), WithdrawError> {
        let of = self.reservations.by_id(id).await?.ok_or(WithdrawError::NotFound)?.performance;
        let needs = Needs { reservation: Some(id), attempt: Some(key.clone()), ..Needs::default() };
        let rule = move |house: &House, now| house.withdraw(id, &key, now).map(Decision::from);
        change(&*self.houses, of, needs, rule).await?;
        Ok(())
    }
}

impl From<HouseError<WithdrawRefusal>> for WithdrawError {
    fn from(failed: HouseError<WithdrawRefusal>) -> Self {
        match failed {
            HouseError::NoSuchHouse | HouseError::Refused(WithdrawRefusal::Unknown) => {
                Self::NotFound
            }
            failed => match failed.into_store_error() {
                Ok(refusal) => Self::Refused(refusal),
                Err(error) => Self::Store(error),
            },
        }
    }
}
