//! One message in one hand: tried once, kept meanwhile, settled.

use super::{LEASE, pauses::Tries, to_guest::is_pointless};
use crate::{
    mail::{Claim, DeliverMail, HandOver, MailFailure, Outgoing, Settlement},
    ports::StoreError,
};
use azionelab_domain::{MessageId, Secret};
use futures_util::future::{Either, select};
use jiff::SignedDuration;
use std::pin::pin;
use tracing::{error, info, warn};

/// How often a process says that it still has a message in hand.
const RENEW_EVERY: SignedDuration = SignedDuration::from_secs(5);

/// What came of a message that was tried.
enum Tried {
    Settled(Settlement),
    /// The message is in another hand by now.
    Lost,
}

/// Why a delivery is not waited for any longer.
enum GiveUp {
    /// The process stops.
    OutOfTime,
    /// Another process may have the message.
    Lost,
}

impl DeliverMail {
    pub(super) async fn deliver(
        &self,
        claim: Claim,
        secret: Option<&Secret>,
    ) -> Result<Option<Settlement>, StoreError> {
        let Some(outgoing) = self.outbox.entry(claim.message).await? else { return Ok(None) };
        let Tried::Settled(settlement) = self.try_in_hand(claim, outgoing, secret).await? else {
            return Ok(None);
        };
        log(claim.message, &settlement);
        self.outbox.settle(claim, settlement.clone(), self.clock.now()).await?;
        let over = self.outage.note(claim.message, &settlement);
        if !over.is_empty() {
            let count = self.outbox.end_pauses(over, self.clock.now()).await?;
            if count > 0 {
                info!(count, "the mail server takes letters again; those that wait go now");
            }
        }
        Ok(Some(settlement))
    }

    /// Tries to deliver a message that this process has claimed.
    async fn try_in_hand(
        &self,
        claim: Claim,
        outgoing: Outgoing,
        secret: Option<&Secret>,
    ) -> Result<Tried, StoreError> {
        let tries = Tries::of(&outgoing);
        let progress = HandOver::default();
        let delivery = pin!(self.try_once(outgoing, tries, secret, &progress));
        let kept = pin!(self.keep(claim, &progress));
        match select(delivery, kept).await {
            Either::Left((settlement, _)) => settlement.map(Tried::Settled),
            Either::Right((GiveUp::Lost, _)) => Ok(Tried::Lost),
            Either::Right((GiveUp::OutOfTime, _)) => {
                let failure = if progress.is_in_doubt() {
                    MailFailure::Unanswered("the program stopped before the answer came".into())
                } else {
                    MailFailure::NotTried("the program stopped".into())
                };
                Ok(Tried::Settled(self.settlement(Err(failure), tries)))
            }
        }
    }

    /// Keeps a message in hand. Ends when it has to be given up. A letter that the mail server
    /// may take anyway is not given up for another process: that would gain nothing.
    async fn keep(&self, claim: Claim, progress: &HandOver) -> GiveUp {
        // The claim was made a moment ago.
        let mut until = self.clock.now() + LEASE - RENEW_EVERY;
        loop {
            let pause = self.clock.sleep(RENEW_EVERY);
            if let Either::Left(_) = select(self.background.out_of_time(), pause).await {
                return GiveUp::OutOfTime;
            }
            let next = self.clock.now() + LEASE;
            let is_lost = match self.outbox.renew(claim, next).await {
                Ok(true) => {
                    until = next;
                    false
                }
                Ok(false) => true,
                Err(_) => self.clock.now() >= until,
            };
            if is_lost && !progress.is_in_doubt() {
                warn!(message = %claim.message, "a message is in another hand and is given up");
                return GiveUp::Lost;
            }
        }
    }

    async fn try_once(
        &self,
        outgoing: Outgoing,
        tries: Tries,
        secret: Option<&Secret>,
        progress: &HandOver,
    ) -> Result<Settlement, StoreError> {
        match outgoing {
            Outgoing::ToGuest(entry) if is_pointless(&entry, self.clock.now()) => {
                Ok(Settlement::Dropped)
            }
            Outgoing::ToGuest(entry) => {
                let handed_over = self.hand_to_guest(*entry, secret, progress).await?;
                Ok(self.settlement(handed_over, tries))
            }
            Outgoing::ToStaff(notice) => {
                if let Err(failure) = self.mailer.reach().await {
                    return Ok(self.settlement(Err(failure), tries));
                }
                let Some(letter) = self.staff_letters.write(*notice).await? else {
                    return Ok(Settlement::Dropped);
                };
                let handed_over = self.mailer.deliver_to_staff(&letter, progress).await;
                Ok(self.settlement(handed_over, tries))
            }
        }
    }

    /// What becomes of a message that was handed over with this outcome.
    fn settlement(&self, handed_over: Result<(), MailFailure>, tries: Tries) -> Settlement {
        match handed_over {
            Ok(()) => Settlement::Sent,
            Err(failure) => tries.settle(failure, self.clock.now(), self.secrets.jitter()),
        }
    }
}

pub(super) fn log_kept(message: MessageId, error: &StoreError) {
    error!(%message, error = error as &dyn std::error::Error, "a message stays in the outbox");
}

fn log(message: MessageId, settlement: &Settlement) {
    match settlement {
        Settlement::Sent => info!(%message, "a message was sent"),
        Settlement::Dropped => info!(%message, "a message was dropped, having become pointless"),
        Settlement::Postponed { next_attempt_at, problem } => {
            info!(%message, problem, %next_attempt_at, "a message was not tried and waits");
        }
        Settlement::Waiting { next_attempt_at, problem, .. } => {
            warn!(%message, problem, %next_attempt_at, "a message was not sent and waits");
        }
        Settlement::Refused { problem } => warn!(%message, problem, "a message was refused"),
    }
}
