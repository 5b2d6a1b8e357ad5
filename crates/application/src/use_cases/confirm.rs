use std::sync::Arc;

use azionelab_domain::{Change, ConfirmRefusal, House, MessageId, Secret};
use thiserror::Error;

use super::{DeliverMail, HolderError, HolderView, Ports, ViewReservation};
use crate::ports::{
    ChangeFailed, Clock, Decision, Houses, MessageKind, Needs, Reservations, Secrets, StoreError,
    change,
};

/// Why a reservation was not confirmed.
#[derive(Debug, Error)]
pub enum ConfirmError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    /// The rules refuse it.
    #[error(transparent)]
    Refused(ConfirmRefusal),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Confirms a reservation and mails the ticket.
pub struct ConfirmReservation {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    view: ViewReservation,
}

impl ConfirmReservation {
    pub(super) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            mail,
            view: ViewReservation::new(ports),
        }
    }

    /// Confirms. Confirming again changes nothing, sends nothing and is answered alike.
    pub async fn execute(&self, secret: &Secret) -> Result<HolderView, ConfirmError> {
        let key = self
            .reservations
            .by_secret(secret.hash(), self.clock.now())
            .await?
            .ok_or(ConfirmError::UnknownReservation)?;
        let who = key.reservation;
        let ticket_secret = self.secrets.secret();
        let message = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            &ticket_secret,
        );
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule = move |house: &House, now| {
            let change = house.confirm(who, now)?;
            Ok::<_, ConfirmRefusal>(Decision {
                message: matches!(change, Change::Confirmed(_))
                    .then(|| message.about(who, house, now)),
                change,
            })
        };
        let change = change(&*self.houses, key.performance, needs, rule).await?;
        if matches!(change, Change::Confirmed(_)) {
            self.mail.hand_over(message.id, Some(&ticket_secret)).await;
        }
        Ok(self.view.execute(secret).await?)
    }
}

impl From<ChangeFailed<ConfirmRefusal>> for ConfirmError {
    fn from(failed: ChangeFailed<ConfirmRefusal>) -> Self {
        match failed.into_store_error() {
            Ok(ConfirmRefusal::Unknown) => Self::UnknownReservation,
            Ok(refusal) => Self::Refused(refusal),
            Err(error) => Self::Store(error),
        }
    }
}

impl From<HolderError> for ConfirmError {
    fn from(error: HolderError) -> Self {
        match error {
            HolderError::UnknownReservation => Self::UnknownReservation,
            HolderError::Store(error) => Self::Store(error),
        }
    }
}
