//! What is due in the outbox, taken up in rounds.

use super::{LEASE, in_hand::log_kept};
use crate::{
    mail::{Claim, DeliverMail, MailServer},
    ports::StoreError,
};
use futures_util::FutureExt as _;
use jiff::Timestamp;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// How many messages of the outbox are handed over at the same time: enough that hundreds of
/// parties learn within seconds that a performance was moved, and few enough for any mail server.
const AT_ONCE: usize = 4;

impl DeliverMail {
    /// Begins to hand over messages that are due, as many as may be handed over at the same time;
    /// each delivery is followed by the next. Answers how many were begun.
    pub async fn deliver_due(self: &Arc<Self>) -> Result<usize, StoreError> {
        let room = self.room();
        if self.preferences.paused || self.background.is_closing() || room == 0 {
            return Ok(0);
        }
        // What fails meanwhile is left for the next time, however soon it is due again.
        let due_at = self.clock.now();
        let claims = self.outbox.claim(due_at, due_at + LEASE, room).await?;
        for claim in &claims {
            let (mail, claim, busy) = (self.clone(), *claim, Busy::begin(&self.busy));
            let work = async move {
                mail.deliver_one_after_the_other(claim, due_at).await;
                drop(busy);
            };
            self.background.spawn(work.boxed());
        }
        Ok(claims.len())
    }

    /// How many messages may be taken from the outbox now. One of them finds out whether a mail
    /// server that failed is back.
    fn room(&self) -> u32 {
        let busy = self.busy.load(Ordering::Relaxed);
        let room = match self.mailer.mail_server() {
            MailServer::Ready => AT_ONCE.saturating_sub(busy),
            MailServer::Unsure => 1_usize.saturating_sub(busy),
            MailServer::Resting => 0,
        };
        u32::try_from(room).unwrap_or_default()
    }

    /// Delivers a message, and then others that were due at the same time.
    async fn deliver_one_after_the_other(&self, first: Claim, due_at: Timestamp) {
        let mut next = Some(first);
        while let Some(claim) = next {
            match self.deliver(claim, None).await {
                Ok(_) => {}
                // One message that can't be read must not keep the others waiting for ever.
                Err(error @ StoreError::Unexpected(_)) => log_kept(claim.message, &error),
                Err(error) => return log_kept(claim.message, &error),
            }
            let goes_on =
                self.mailer.mail_server() == MailServer::Ready && !self.background.is_closing();
            let until = self.clock.now() + LEASE;
            next = if goes_on {
                // That the storage can't be reached is told by the next round.
                self.outbox.claim(due_at, until, 1).await.unwrap_or_default().pop()
            } else {
                None
            };
        }
    }
}

/// One of the messages of the outbox that are being handed over, for as long as it lives.
struct Busy(Arc<AtomicUsize>);

impl Busy {
    fn begin(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count.clone())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
