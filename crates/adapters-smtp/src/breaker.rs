//! Spares everybody the wait for a mail server that is down.

use azionelab_application::mail::MailServer;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// Remembers that the mail server did not answer, and lets nobody wait for it again for a while.
/// Then one letter tries while the others still don't wait; when it gets through, all may.
#[derive(Debug)]
pub(crate) struct Breaker {
    pause: Duration,
    /// From when somebody may try again; none while all is well.
    retry_at: Mutex<Option<Instant>>,
}

impl Breaker {
    pub(crate) const fn new(pause: Duration) -> Self {
        Self { pause, retry_at: Mutex::new(None) }
    }

    /// Whether it is worth trying now. Who is told so after a pause is the one who tries.
    pub(crate) fn admits(&self) -> bool {
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

    /// What is known of the mail server. Asking changes nothing.
    pub(crate) fn mail_server(&self) -> MailServer {
        match *self.retry_at.lock().unwrap_or_else(PoisonError::into_inner) {
            None => MailServer::Ready,
            Some(at) if Instant::now() < at => MailServer::Resting,
            Some(_) => MailServer::Unsure,
        }
    }

    /// The mail server did not answer.
    pub(crate) fn trip(&self) {
        self.set(Some(Instant::now() + self.pause));
    }

    /// The mail server answered.
    pub(crate) fn heal(&self) {
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
    async fn nobody_waits_for_a_server_that_just_failed() {
        let breaker = Breaker::new(PAUSE);
        assert!(breaker.admits() && breaker.admits());
        breaker.trip();
        advance(PAUSE / 2).await;
        assert!(!breaker.admits());
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_pause_one_tries_for_all() {
        let breaker = Breaker::new(PAUSE);
        breaker.trip();
        advance(PAUSE).await;
        assert!(breaker.admits());
        assert!(!breaker.admits());
        breaker.heal();
        assert!(breaker.admits() && breaker.admits());
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_tries_and_never_comes_back_does_not_block_the_others_for_ever() {
        let breaker = Breaker::new(PAUSE);
        breaker.trip();
        advance(PAUSE).await;
        assert!(breaker.admits());
        advance(PAUSE).await;
        assert!(breaker.admits());
    }
}
