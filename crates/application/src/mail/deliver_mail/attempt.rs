//! One delivery attempt of a claimed message: try it, keep the claim, store the result.

use super::{LEASE, pauses::Tries, to_guest::is_obsolete};
use crate::{
    mail::{Claim, DeliverMail, HandOver, MailFailure, Outgoing, Settlement},
    ports::StoreError,
};
use azionelab_domain::{MessageId, Secret};
use futures_util::future::{Either, select};
use jiff::SignedDuration;
use std::pin::pin;
use tracing::{error, info, warn};

/// How often a process renews its claim on a message.
const RENEW_EVERY: SignedDuration = SignedDuration::from_secs(5);

/// The result of a delivery attempt.
enum Tried {
    Settled(Settlement),
    /// Another process has the message now.
    Lost,
}

/// Why an attempt is given up.
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
        let Tried::Settled(settlement) = self.try_claimed(claim, outgoing, secret).await? else {
            return Ok(None);
        };
        log(claim.message, &settlement);
        self.outbox.settle(claim, settlement.clone(), self.clock.now()).await?;
        let ended = self.outage.note(claim.message, &settlement);
        if !ended.is_empty() {
            let count = self.outbox.end_pauses(ended, self.clock.now()).await?;
            if count > 0 {
                info!(count, "the mail server accepts letters again; waiting letters are sent now");
            }
        }
        Ok(Some(settlement))
    }

    /// Tries to deliver a message that this process has claimed.
    async fn try_claimed(
        &self,
        claim: Claim,
        outgoing: Outgoing,
        secret: Option<&Secret>,
    ) -> Result<Tried, StoreError> {
        let tries = Tries::of(&outgoing);
        let progress = HandOver::default();
        let delivery = pin!(self.try_once(outgoing, tries, secret, &progress));
        let kept_claim = pin!(self.keep_claim(claim, &progress));
        match select(delivery, kept_claim).await {
            Either::Left((settlement, _)) => settlement.map(Tried::Settled),
            Either::Right((GiveUp::Lost, _)) => Ok(Tried::Lost),
            Either::Right((GiveUp::OutOfTime, _)) => {
                let failure = if progress.is_in_doubt() {
                    MailFailure::Unanswered("the program stopped before the answer".into())
                } else {
                    MailFailure::NotTried("the program stopped".into())
                };
                Ok(Tried::Settled(self.settlement(Err(failure), tries)))
            }
        }
    }

    /// Renews the claim on a message. Ends when the attempt must be given up. A letter that the
    /// mail server may already accept is not left to another process, because that would only send
    /// it twice.
    async fn keep_claim(&self, claim: Claim, progress: &HandOver) -> GiveUp {
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
                warn!(message = %claim.message, "another process has claimed the message; this attempt ends");
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
            Outgoing::ToGuest(entry) if is_obsolete(&entry, self.clock.now()) => {
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

    /// The settlement after a delivery with this result.
    fn settlement(&self, handed_over: Result<(), MailFailure>, tries: Tries) -> Settlement {
        match handed_over {
            Ok(()) => Settlement::Sent,
            Err(failure) => tries.settle(failure, self.clock.now(), self.secrets.jitter()),
        }
    }
}

pub(super) fn log_kept(message: MessageId, error: &StoreError) {
    error!(%message, error = error as &dyn std::error::Error, "cannot process a message; it stays in the outbox");
}

fn log(message: MessageId, settlement: &Settlement) {
    match settlement {
        Settlement::Sent => info!(%message, "a message was sent"),
        Settlement::Dropped => {
            info!(%message, "a message was dropped because it is no longer useful");
        }
        Settlement::Postponed { next_attempt_at, problem } => {
            info!(%message, problem, %next_attempt_at, "a message was not tried and waits for the next attempt");
        }
        Settlement::Waiting { next_attempt_at, problem, .. } => {
            warn!(%message, problem, %next_attempt_at, "a message was not sent and waits for the next attempt");
        }
        Settlement::Refused { problem } => warn!(%message, problem, "a message was refused"),
    }
}
