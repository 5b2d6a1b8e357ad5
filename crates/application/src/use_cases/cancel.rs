use std::sync::Arc;

use azionelab_domain::{CancelRefusal, Change, House, MessageId, Secret};
use thiserror::Error;

use super::{DeliverMail, HolderError, HolderView, Ports, ViewReservation};
use crate::ports::{
    ChangeFailed, Clock, Decision, Houses, MessageKind, Needs, Reservations, Secrets, StoreError,
    change,
};

/// Why a reservation was not cancelled.
#[derive(Debug, Error)]
pub enum CancelError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    /// The rules refuse it.
    #[error(transparent)]
    Refused(CancelRefusal),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a reservation's seats back and mails a note of it.
pub struct CancelReservation {
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    view: ViewReservation,
}

impl CancelReservation {
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

    /// Cancels. Cancelling again changes nothing, sends nothing and is answered alike.
    pub async fn execute(&self, secret: &Secret) -> Result<HolderView, CancelError> {
        let key = self
            .reservations
            .by_secret(secret.hash(), self.clock.now())
            .await?
            .ok_or(CancelError::UnknownReservation)?;
        let who = key.reservation;
        let message = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::CancelledByVisitor,
            secret,
        );
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule = move |house: &House, now| {
            let change = house.cancel(who, now)?;
            Ok::<_, CancelRefusal>(Decision {
                message: matches!(change, Change::Cancelled(_))
                    .then(|| message.about(who, house, now)),
                change,
            })
        };
        let change = change(&*self.houses, key.performance, needs, rule).await?;
        if matches!(change, Change::Cancelled(_)) {
            self.mail.hand_over(message.id, None).await;
        }
        Ok(self.view.execute(secret).await?)
    }
}

impl From<ChangeFailed<CancelRefusal>> for CancelError {
    fn from(failed: ChangeFailed<CancelRefusal>) -> Self {
        match failed.into_store_error() {
            Ok(CancelRefusal::Unknown) => Self::UnknownReservation,
            Ok(refusal) => Self::Refused(refusal),
            Err(error) => Self::Store(error),
        }
    }
}

impl From<HolderError> for CancelError {
    fn from(error: HolderError) -> Self {
        match error {
            HolderError::UnknownReservation => Self::UnknownReservation,
            HolderError::Store(error) => Self::Store(error),
        }
    }
}
