mod attempt;
mod draft;
mod pauses;
mod rounds;
mod to_guest;

use self::{attempt::log_kept, pauses::Outage};
use super::{Claim, Delivery, Links, Mailer, MessageKind, Outbox, Settlement};
use crate::{
    Ports,
    accounts::StaffLetters,
    booking::QrCodes,
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

/// How long a claim on a message lasts unless it is renewed. After a crash, other processes can
/// take the message then.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How much longer a repeated request waits for the first request's mail than the first request
/// itself.
const REPEAT_GRACE: SignedDuration = SignedDuration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailPreferences {
    /// Whether all mail stays in the outbox.
    pub paused: bool,
    /// How long a request waits for the mail server. The delivery continues after the answer.
    pub hand_over: SignedDuration,
}

/// Delivers mail: immediately while a visitor waits, and later from the outbox.
///
/// Only one process holds a message at a time: the one that wrote or claimed it. It holds the
/// message until the delivery ends, and after a crash other processes can take it. The outbox
/// stores no secrets. A retried message gets a new secret, and the older ones stay valid.
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
    /// The number of messages from the outbox that are being delivered.
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

    /// How long a new message is reserved for the process that wrote it.
    #[expect(clippy::unused_self, reason = "callers do not know about claims")]
    pub(crate) const fn claim_time(&self) -> SignedDuration {
        LEASE
    }

    /// Whether the mail server supports an address, as far as the visitor's waiting time allows to
    /// find out. If the server can't be reached, the answer is yes.
    pub(crate) async fn can_write_to(&self, address: &EmailAddress) -> bool {
        if self.preferences.paused || !address.needs_utf8() {
            return true;
        }
        let reach = self.mailer.reach();
        // The mailer stores the answer.
        let _ = select(reach, self.clock.sleep(self.preferences.hand_over)).await;
        self.mailer.supports_utf8_addresses() != Some(false)
    }

    /// How long a request waits for a delivery that another request started.
    pub(crate) fn max_repeat_wait(&self) -> SignedDuration {
        self.preferences.hand_over + REPEAT_GRACE
    }

    /// A draft that carries `secret`, if its kind carries a link.
    #[expect(clippy::unused_self, reason = "drafts belong to the delivery")]
    pub(crate) fn draft(&self, id: MessageId, kind: MessageKind, secret: Option<&Secret>) -> Draft {
        // The house, and so the end of the secret's validity, is not known yet.
        let issued = secret.map(|secret| Issued::new(secret, Timestamp::MAX));
        Draft { id, kind, issued, kept_for: LEASE }
    }

    /// Delivers a new message and waits a bounded time for the result. The delivery continues after
    /// that. It never fails: an undelivered message stays in the outbox.
    pub(crate) async fn hand_over(
        self: &Arc<Self>,
        message: MessageId,
        secret: Option<&Secret>,
    ) -> Delivery {
        if self.preferences.paused {
            return Delivery::Queued;
        }
        let (mail, secret) = (self.clone(), secret.cloned());
        let delivery = async move {
            match mail.deliver(Claim::of_writer(message), secret.as_ref()).await {
                Ok(Some(Settlement::Sent)) => Delivery::Sent,
                Ok(Some(Settlement::Refused { .. })) => Delivery::Failed,
                Ok(_) => Delivery::Queued,
                Err(error) => {
                    log_kept(message, &error);
                    Delivery::Queued
                }
            }
        };
        let delivery = delivery.boxed().shared();
        self.background.spawn(delivery.clone().map(drop).boxed());
        match select(delivery, self.clock.sleep(self.preferences.hand_over)).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => Delivery::Queued,
        }
    }
}
