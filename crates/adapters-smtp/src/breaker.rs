//! A circuit breaker for a mail server that is down.

use azionelab_application::mail::MailServer;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// After a failure of the mail server, refuses attempts for a while. Then it allows one attempt,
/// and all attempts once that one succeeds.
#[derive(Debug)]
pub(crate) struct Breaker {
    pause: Duration,
    /// When the next attempt is allowed. `None` while the server works.
    retry_at: Mutex<Option<Instant>>,
}

impl Breaker {
    pub(crate) const fn new(pause: Duration) -> Self {
        Self { pause, retry_at: Mutex::new(None) }
    }

    /// Whether an attempt is allowed now. After the pause, only one caller gets true.
    pub(crate) fn allows_attempt(&self) -> bool {
        let now = Instant::now();
        let mut retry_at = self.retry_at.lock().unwrap_or_else(PoisonError::into_inner);
        match *retry_at {
            None => true,
            Some(at) if now < at => false,
            Some(_) => {
                *retry_at = Some(now + self.pause);
                true
            }
        }
    }

    /// The known state of the mail server. Calling this changes nothing.
    pub(crate) fn mail_server(&self) -> MailServer {
        match *self.retry_at.lock().unwrap_or_else(PoisonError::into_inner) {
            None => MailServer::Ready,
            Some(at) if Instant::now() < at => MailServer::Resting,
            Some(_) => MailServer::Unsure,
        }
    }

    pub(crate) fn trip(&self) {
        self.set(Some(Instant::now() + self.pause));
    }

    pub(crate) fn reset(&self) {
        self.set(None);
    }

    fn set(&self, retry_at: Option<Instant>) {
        *self.retry_at.lock().unwrap_or_else(PoisonError::into_inner) = retry_at;
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const PAUSE: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn no_attempt_is_allowed_after_a_failure() {
        let breaker = Breaker::new(PAUSE);
        assert!(breaker.allows_attempt() && breaker.allows_attempt());
        breaker.trip();
        advance(PAUSE / 2).await;
        assert!(!breaker.allows_attempt());
    }

    #[tokio::test(start_paused = true)]
    async fn one_attempt_is_allowed_after_the_pause() {
        let breaker = Breaker::new(PAUSE);
        breaker.trip();
        advance(PAUSE).await;
        assert!(breaker.allows_attempt());
        assert!(!breaker.allows_attempt());
        breaker.reset();
        assert!(breaker.allows_attempt() && breaker.allows_attempt());
    }

    #[tokio::test(start_paused = true)]
    async fn an_attempt_without_a_result_does_not_block_later_ones() {
        let breaker = Breaker::new(PAUSE);
        breaker.trip();
        advance(PAUSE).await;
        assert!(breaker.allows_attempt());
        advance(PAUSE).await;
        assert!(breaker.allows_attempt());
    }
}
