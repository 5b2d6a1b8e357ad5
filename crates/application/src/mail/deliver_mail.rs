mod draft;
mod in_hand;
mod pauses;
mod rounds;
mod to_guest;

use self::{in_hand::log_kept, pauses::Outage};
use super::{Claim, Links, Mailer, MessageKind, Outbox, Settlement};
use crate::{
    Ports,
    accounts::StaffLetters,
    booking::{EmailDelivery, QrCodes},
    houses::{Houses, Issued},
    ports::{Background, Calendars, Clock, Secrets},
};
use azionelab_domain::{EmailAddress, MessageId, Secret, UnconfirmedLimits};
use futures_util::{
    FutureExt as _,
    future::{Either, select},
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, atomic::AtomicUsize};

pub(crate) use self::draft::Draft;

/// How long a message stays in one hand without a sign of life: after a crash it comes back then.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How much longer than the hand-over itself a repeated request waits for the first one's mail.
const GRACE: SignedDuration = SignedDuration::from_secs(5);

/// How mail is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailPreferences {
    /// Whether all mail stays in the outbox until further notice.
    pub paused: bool,
    /// How long a request waits for the mail server; the delivery goes on behind the answer.
    pub hand_over: SignedDuration,
}

/// Delivers mail: at once, for a visitor who waits for it, and later from the outbox what was not
/// delivered at once.
///
/// A message is in one hand at a time: the process that writes or claims it keeps it while the delivery goes
/// on, and after a crash it comes back. The outbox holds no secret. A message that is tried again
/// carries a new one; the older ones stay valid.
pub struct DeliverMail {
    outbox: Arc<dyn Outbox>,
    houses: Arc<dyn Houses>,
    mailer: Arc<dyn Mailer>,
    background: Arc<dyn Background>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    qr_codes: Arc<dyn QrCodes>,
    calendars: Arc<dyn Calendars>,
    links: Links,
    staff_letters: StaffLetters,
    preferences: MailPreferences,
    limits: Option<UnconfirmedLimits>,
    outage: Outage,
    /// How many messages of the outbox are being handed over.
    busy: Arc<AtomicUsize>,
}

impl DeliverMail {
    pub(crate) fn new(
        ports: &Ports,
        links: Links,
        preferences: MailPreferences,
        limits: Option<UnconfirmedLimits>,
    ) -> Self {
        Self {
            outbox: ports.outbox.clone(),
            houses: ports.houses.clone(),
            mailer: ports.mailer.clone(),
            background: ports.background.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            qr_codes: ports.qr_codes.clone(),
            calendars: ports.calendars.clone(),
            staff_letters: StaffLetters::new(ports, links.clone()),
            links,
            preferences,
            limits,
            outage: Outage::default(),
            busy: Arc::default(),
        }
    }

    pub(crate) const fn is_paused(&self) -> bool {
        self.preferences.paused
    }

    /// How long a message that was just written stays in the hand of its writer.
    #[expect(clippy::unused_self, reason = "those who write messages know nothing of claims")]
    pub(crate) const fn in_hand(&self) -> SignedDuration {
        LEASE
    }

    /// Whether the mail server has a way to write to an address, as far as that can be learnt while
    /// a visitor waits. One that can't be reached now has, for all that is known.
    pub(crate) async fn can_write_to(&self, address: &EmailAddress) -> bool {
        if self.preferences.paused || !address.needs_utf8() {
            return true;
        }
        let asked = self.mailer.reach();
        // What it said is kept by the mailer.
        let _ = select(asked, self.clock.sleep(self.preferences.hand_over)).await;
        self.mailer.takes_utf8_addresses() != Some(false)
    }

    /// How long a request waits for a delivery that another request began.
    pub(crate) fn patience(&self) -> SignedDuration {
        self.preferences.hand_over + GRACE
    }

    /// A message that carries `secret`, if it is of a kind that carries a link.
    #[expect(clippy::unused_self, reason = "messages are made where they are delivered")]
    pub(crate) fn draft(&self, id: MessageId, kind: MessageKind, secret: Option<&Secret>) -> Draft {
        // When the secret expires is known only once the house is at hand.
        let issued = secret.map(|secret| Issued::new(secret, Timestamp::MAX));
        Draft { id, kind, issued, kept_for: LEASE }
    }

    /// Hands over a message that was stored just now, and waits a bounded time for it; the delivery
    /// goes on behind the answer. It never fails: what can't be delivered stays in the outbox.
    pub(crate) async fn hand_over(
        self: &Arc<Self>,
        message: MessageId,
        secret: Option<&Secret>,
    ) -> EmailDelivery {
        if self.preferences.paused {
            return EmailDelivery::Queued;
        }
        let (mail, secret) = (self.clone(), secret.cloned());
        let delivery = async move {
            match mail.deliver(Claim::of_writer(message), secret.as_ref()).await {
                Ok(Some(Settlement::Sent)) => EmailDelivery::Sent,
                Ok(Some(Settlement::Refused { .. })) => EmailDelivery::Failed,
                Ok(_) => EmailDelivery::Queued,
                Err(error) => {
                    log_kept(message, &error);
                    EmailDelivery::Queued
                }
            }
        };
        let delivery = delivery.boxed().shared();
        self.background.spawn(delivery.clone().map(drop).boxed());
        match select(delivery, self.clock.sleep(self.preferences.hand_over)).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => EmailDelivery::Queued,
        }
    }
}
