use super::{HolderView, ViewReservation};
use crate::{
    Ports,
    houses::{Decision, Houses, Needs, change},
    mail::{DeliverMail, MessageKind},
    ports::{Secrets, StoreError},
};
use azionelab_domain::{Change, ConfirmRefusal, House, MessageId, Secret};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum ConfirmError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    #[error(transparent)]
    Refused(ConfirmRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub struct ConfirmReservation {
    houses: Arc<dyn Houses>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    view: ViewReservation,
}

impl ConfirmReservation {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            houses: ports.houses.clone(),
            secrets: ports.secrets.clone(),
            mail,
            view: ViewReservation::new(ports),
        }
    }

    /// Confirms. Confirming again changes nothing, sends nothing and returns the same answer.
    pub async fn execute(&self, secret: &Secret) -> Result<HolderView, ConfirmError> {
        let key = self.view.find(secret).await?;
        let who = key.reservation;
        let ticket_secret = self.secrets.secret();
        let message = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            Some(&ticket_secret),
        );
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let rule = move |house: &House, now| {
            let change = house.confirm(who, now)?;
            let message_to_send =
                matches!(change, Change::Confirmed(_)).then(|| message.about(who, house, now));
            Ok::<_, ConfirmRefusal>(Decision::from(change).with_message(message_to_send))
        };
        let change = change(&*self.houses, key.performance, needs, rule).await?;
        if matches!(change, Change::Confirmed(_)) {
            self.mail.hand_over(message.id, Some(&ticket_secret)).await;
        }
        Ok(self.view.execute(secret).await?)
    }
}
