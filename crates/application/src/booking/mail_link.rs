use super::{ReservationKey, Reservations};
use crate::{
    Ports,
    box_office::letter_of,
    houses::{Decision, HouseError, Houses, Needs, change},
    mail::{DeliverMail, MessageKind},
    ports::{Background, Secrets, StoreError},
};
use azionelab_domain::{
    Change, EmailAddress, House, MessageId, ResendRefusal, ReservationCode, Status,
};
use futures_util::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tracing::error;

/// A guest who needs a new link.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    pub code: ReservationCode,
    /// The address of the reservation.
    pub email: EmailAddress,
    /// The delay of the letter if the address has received too many.
    pub letter_delay: Option<SignedDuration>,
}

/// Mails a guest a new link: the ticket of a confirmed reservation, or else the confirmation link.
/// It has a new secret. Older links stay valid.
#[derive(Clone)]
pub struct MailLink {
    background: Arc<dyn Background>,
    houses: Arc<dyn Houses>,
    reservations: Arc<dyn Reservations>,
    secrets: Arc<dyn Secrets>,
    mail: Arc<DeliverMail>,
}

impl MailLink {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            background: ports.background.clone(),
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            secrets: ports.secrets.clone(),
            mail,
        }
    }

    /// Finds the reservation, and returns whether one has this code and address. The letter is
    /// written in the background, so that the response time does not reveal the result.
    pub async fn execute(&self, request: LinkRequest) -> Result<bool, StoreError> {
        let found = self.reservations.by_code(request.code, &request.email).await?;
        let Some(key) = found else { return Ok(false) };
        let this = self.clone();
        let work = async move {
            if let Err(error) = this.mail_to(key, request.letter_delay).await {
                error!(%error, "cannot write the link that a guest requested");
            }
        };
        self.background.spawn(work.boxed());
        Ok(true)
    }

    async fn mail_to(
        &self,
        key: ReservationKey,
        letter_delay: Option<SignedDuration>,
    ) -> Result<(), StoreError> {
        let of = key.reservation;
        let secret = self.secrets.secret();
        let draft = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            Some(&secret),
        );
        let rule = move |house: &House, now| {
            let change = check_useful(house, now).and_then(|()| house.resend(of, now))?;
            let status = change.reservation().map(|reservation| reservation.status);
            let Some(status) = status else { return Ok(Decision::from(change)) };
            let draft = draft.saying(letter_of(status));
            // A late confirmation letter extends its hold. Nobody should be able to extend a hold
            // by many requests.
            let draft = match letter_delay.filter(|_| status == Status::Confirmed) {
                Some(pause) => draft.waiting(pause),
                None => draft,
            };
            Ok::<_, ResendRefusal>(
                Decision::from(change).with_message(Some(draft.about(of, house, now))),
            )
        };
        let needs = Needs { reservation: Some(of), ..Needs::default() };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(change) => {
                let is_delayed = letter_delay.is_some() && is_confirmed(&change);
                if !is_delayed {
                    self.mail.hand_over(draft.id, Some(&secret)).await;
                }
                Ok(())
            }
            Err(HouseError::Store(error)) => Err(error),
            // It is cancelled, over or deleted, so there is nothing to send.
            Err(_) => Ok(()),
        }
    }
}

/// Nothing is mailed about a performance after its door has closed.
fn check_useful(house: &House, now: Timestamp) -> Result<(), ResendRefusal> {
    let performance = house.performance();
    let (_, closes_at) = performance.door_window(house.policy());
    if now < closes_at {
        Ok(())
    } else {
        Err(ResendRefusal::TooLate { started_at: performance.starts_at })
    }
}

fn is_confirmed(change: &Change) -> bool {
    change.reservation().is_some_and(|reservation| reservation.status == Status::Confirmed)
}
