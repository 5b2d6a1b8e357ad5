use super::Reservations;
use crate::{
    Ports,
    houses::{Decision, HouseError, Houses, Needs, change},
    ports::StoreError,
};
use azionelab_domain::{AttemptKey, House, ReservationId, WithdrawRefusal};
use std::sync::Arc;
use thiserror::Error;

/// Why a booking was not withdrawn.
#[derive(Debug, Error)]
pub enum WithdrawError {
    /// There is no such reservation, or it was made under another key: nobody is told which.
    #[error("there is no such reservation")]
    NotFound,
    #[error(transparent)]
    Refused(WithdrawRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes back a booking that was made for an address mistyped, so that its seats are free for the
/// right one and the link that a stranger got confirms nothing.
///
/// The page that booked has no secret, for only the mailbox has. It has the key of its attempt,
/// which it drew at random and told nobody else.
pub struct WithdrawReservation {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
}

impl WithdrawReservation {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { houses: ports.houses.clone(), reservations: ports.reservations.clone() }
    }

    /// Withdraws. Nobody is written to, for the address is not that of whoever booked; what still
    /// waits to be sent has become pointless and is dropped when its turn comes. Withdrawing again
    /// changes nothing and is answered alike.
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
