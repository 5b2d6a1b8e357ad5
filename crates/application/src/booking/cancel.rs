use super::{HolderView, ViewReservation};
use crate::{
    Ports,
    houses::{Decision, Houses, Needs, change},
    mail::{DeliverMail, MessageKind},
    ports::{Secrets, StoreError},
};
use azionelab_domain::{CancelRefusal, Change, House, MessageId, Secret};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum CancelError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    #[error(transparent)]
    Refused(CancelRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Cancels a reservation and mails a confirmation of the cancellation.
pub struct CancelReservation {
    houses: Arc<dyn Houses>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    view: ViewReservation,
}

impl CancelReservation {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            houses: ports.houses.clone(),
            secrets: ports.secrets.clone(),
            mail,
            view: ViewReservation::new(ports),
        }
    }

    /// Cancels. Cancelling again changes nothing, sends nothing and returns the same answer.
    pub async fn execute(&self, secret: &Secret) -> Result<HolderView, CancelError> {
        let key = self.view.find(secret).await?;
        let who = key.reservation;
        let message = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::CancelledByVisitor,
            None,
        );
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule = move |house: &House, now| {
            let change = house.cancel(who, now)?;
            let message_to_send =
                matches!(change, Change::Cancelled(_)).then(|| message.about(who, house, now));
            Ok::<_, CancelRefusal>(Decision::from(change).with_message(message_to_send))
        };
        let change = change(&*self.houses, key.performance, needs, rule).await?;
        if matches!(change, Change::Cancelled(_)) {
            self.mail.hand_over(message.id, None).await;
        }
        Ok(self.view.execute(secret).await?)
    }
}
