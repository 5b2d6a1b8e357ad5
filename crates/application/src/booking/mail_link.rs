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

/// A guest whose link has been lost or damaged.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    pub code: ReservationCode,
    /// The address of the reservation.
    pub email: EmailAddress,
    /// How long the letter has to wait if the address has received too many.
    pub letter_waits: Option<SignedDuration>,
}

/// Mails a guest a fresh link to their reservation: the ticket once it is confirmed, the link that
/// confirms before. It carries a new secret; the older ones stay valid.
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

    /// Looks for the reservation, and says whether there is one with this code and address. The
    /// letter is written behind the answer, so that the time it takes tells nobody what was found.
    pub async fn execute(&self, request: LinkRequest) -> Result<bool, StoreError> {
        let found = self.reservations.by_code(request.code, &request.email).await?;
        let Some(key) = found else { return Ok(false) };
        let this = self.clone();
        let work = async move {
            if let Err(error) = this.mail_to(key, request.letter_waits).await {
                error!(%error, "a link that a guest asked for was not written");
            }
        };
        self.background.spawn(work.boxed());
        Ok(true)
    }

    async fn mail_to(
        &self,
        key: ReservationKey,
        letter_waits: Option<SignedDuration>,
    ) -> Result<(), StoreError> {
        let of = key.reservation;
        let secret = self.secrets.secret();
        let draft = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            Some(&secret),
        );
        let rule = move |house: &House, now| {
            let change = still_of_use(house, now).and_then(|()| house.resend(of, now))?;
            let status = change.reservation().map(|reservation| reservation.status);
            let Some(status) = status else { return Ok(Decision::from(change)) };
            let draft = draft.saying(letter_of(status));
            // A letter that confirms and goes out late extends its hold, and nobody is to extend
            // one by asking often.
            let draft = match letter_waits.filter(|_| status == Status::Confirmed) {
                Some(pause) => draft.waiting(pause),
                None => draft,
            };
            Ok::<_, ResendRefusal>(
                Decision::from(change).telling(Some(draft.about(of, house, now))),
            )
        };
        let needs = Needs { reservation: Some(of), ..Needs::default() };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(change) => {
                let waits = letter_waits.is_some() && is_confirmed(&change);
                if !waits {
                    self.mail.hand_over(draft.id, Some(&secret)).await;
                }
                Ok(())
            }
            Err(HouseError::Store(error)) => Err(error),
            // It is cancelled, over or gone: there is nothing to say.
            Err(_) => Ok(()),
        }
    }
}

/// Nothing is mailed about a performance whose doors have closed.
fn still_of_use(house: &House, now: Timestamp) -> Result<(), ResendRefusal> {
    let performance = house.performance();
    let (_, closes) = performance.door_window(house.policy());
    if now < closes {
        Ok(())
    } else {
        Err(ResendRefusal::TooLate { started_at: performance.starts_at })
    }
}

fn is_confirmed(change: &Change) -> bool {
    change.reservation().is_some_and(|reservation| reservation.status == Status::Confirmed)
}
