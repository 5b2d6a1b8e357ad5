use super::{HolderView, ViewReservation};
use crate::{
    Ports,
    houses::{Decision, Houses, Needs, change},
    mail::{DeliverMail, MessageKind},
    ports::{Secrets, StoreError},
};
use azionelab_domain::{ChangeSeatsRefusal, House, MessageId, Seats, Secret};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum ChangeSeatsError {
    /// The secret is unknown or has expired.
    #[error("there is no such reservation")]
    UnknownReservation,
    #[error(transparent)]
    Refused(ChangeSeatsRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the number of seats. The ticket stays valid. The guest gets a letter with the updated
/// ticket.
pub struct ChangeSeats {
    houses: Arc<dyn Houses>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
    view: ViewReservation,
}

impl ChangeSeats {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            houses: ports.houses.clone(),
            secrets: ports.secrets.clone(),
            mail,
            view: ViewReservation::new(ports),
        }
    }

    pub async fn execute(
        &self,
        secret: &Secret,
        seats: Seats,
    ) -> Result<HolderView, ChangeSeatsError> {
        let key = self.view.find(secret).await?;
        let who = key.reservation;
        let needs = Needs { reservation: Some(who), ..Needs::default() };
        let id = MessageId::new(self.secrets.id());
        let draft = self.mail.draft(id, MessageKind::SeatsChanged, None);
        let rule = move |house: &House, now| {
            let change = house.change_seats(who, seats, now)?;
            let message = draft.about_seats(&change, house, now);
            Ok::<_, ChangeSeatsRefusal>(Decision::from(change).with_message(message))
        };
        change(&*self.houses, key.performance, needs, rule).await?;
        Ok(self.view.execute(secret).await?)
    }
}
