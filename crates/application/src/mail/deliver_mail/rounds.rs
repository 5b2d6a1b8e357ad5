//! Delivery of the due messages in the outbox.

use super::{LEASE, attempt::log_kept};
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

/// How many messages from the outbox are delivered at the same time. Enough to tell hundreds of
/// parties about a rescheduled performance within seconds, and few enough for any mail server.
const MAX_PARALLEL: usize = 4;

impl DeliverMail {
    /// Starts to deliver due messages, up to the parallel limit. Each delivery is followed by the
    /// next due message. Returns how many were started.
    pub async fn deliver_due(self: &Arc<Self>) -> Result<usize, StoreError> {
        let room = self.room();
        if self.preferences.paused || self.background.is_closing() || room == 0 {
            return Ok(0);
        }
        // Messages that fail in the meantime are left for the next round, even if they are due
        // again soon.
        let due_at = self.clock.now();
        let claims = self.outbox.claim(due_at, due_at + LEASE, room).await?;
        for claim in &claims {
            let (mail, claim, busy) = (self.clone(), *claim, BusyGuard::begin(&self.busy));
            let work = async move {
                mail.deliver_in_sequence(claim, due_at).await;
                drop(busy);
            };
            self.background.spawn(work.boxed());
        }
        Ok(claims.len())
    }

    /// How many messages can be claimed now. After a failure of the mail server, a single message
    /// tests whether it is back.
    fn room(&self) -> u32 {
        let busy = self.busy.load(Ordering::Relaxed);
        let room = match self.mailer.mail_server() {
            MailServer::Ready => MAX_PARALLEL.saturating_sub(busy),
            MailServer::Unsure => 1_usize.saturating_sub(busy),
            MailServer::Resting => 0,
        };
        u32::try_from(room).unwrap_or_default()
    }

    /// Delivers a message, and then others that were due at the same time.
    async fn deliver_in_sequence(&self, first: Claim, due_at: Timestamp) {
        let mut next = Some(first);
        while let Some(claim) = next {
            match self.deliver(claim, None).await {
                Ok(_) => {}
                // A message that can't be read must not block the others.
                Err(error @ StoreError::Unexpected(_)) => log_kept(claim.message, &error),
                Err(error) => return log_kept(claim.message, &error),
            }
            let may_continue =
                self.mailer.mail_server() == MailServer::Ready && !self.background.is_closing();
            let until = self.clock.now() + LEASE;
            next = if may_continue {
                // If the store can't be reached, the next round reports it.
                self.outbox.claim(due_at, until, 1).await.unwrap_or_default().pop()
            } else {
                None
            };
        }
    }
}

/// A guard that counts one delivery from the outbox for as long as it lives.
struct BusyGuard(Arc<AtomicUsize>);

impl BusyGuard {
    fn begin(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count.clone())
    }
}

impl Drop for BusyGuard {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
