use async_trait::async_trait;
use azionelab_application::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// A clock that stands still unless a test sets it or a caller sleeps.
pub struct StoppedClock {
    now: Mutex<Timestamp>,
    slept: Mutex<SignedDuration>,
}

impl StoppedClock {
    pub fn at(now: Timestamp) -> Self {
        Self { now: Mutex::new(now), slept: Mutex::new(SignedDuration::ZERO) }
    }

    pub fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap() = now;
    }

    pub fn advance(&self, duration: SignedDuration) {
        *self.now.lock().unwrap() += duration;
    }

    /// The sum of all sleeps.
    pub fn slept(&self) -> SignedDuration {
        *self.slept.lock().unwrap()
    }
}

#[async_trait]
impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    async fn sleep(&self, duration: SignedDuration) {
        // Other tasks run first.
        tokio::task::yield_now().await;
        self.advance(duration);
        *self.slept.lock().unwrap() += duration;
    }
}
