use azionelab_application::ports::Secrets;
use azionelab_domain::{ReservationCode, Secret};
use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};
use uuid::Uuid;

/// Never returns the same value twice, except for codes that a test sets.
pub struct TestSecrets {
    drawn: AtomicU32,
    codes: Mutex<VecDeque<u32>>,
    jitter: Mutex<f64>,
}

impl Default for TestSecrets {
    fn default() -> Self {
        // Above the numbers that tests choose themselves.
        Self { drawn: 1_000_000.into(), codes: Mutex::default(), jitter: Mutex::new(0.5) }
    }
}

impl TestSecrets {
    /// Sets the next codes.
    pub fn draw_codes(&self, codes: impl IntoIterator<Item = u32>) {
        self.codes.lock().unwrap().extend(codes);
    }

    pub fn set_jitter(&self, jitter: f64) {
        *self.jitter.lock().unwrap() = jitter;
    }

    fn draw(&self) -> u32 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }
}

impl Secrets for TestSecrets {
    fn secret(&self) -> Secret {
        let mut bits = [7; 32];
        bits[..4].copy_from_slice(&self.draw().to_be_bytes());
        Secret::from_random(bits)
    }

    fn code(&self) -> ReservationCode {
        let next = self.codes.lock().unwrap().pop_front();
        ReservationCode::from_number(next.unwrap_or_else(|| self.draw()))
    }

    fn id(&self) -> Uuid {
        Uuid::from_u128(self.draw().into())
    }

    fn jitter(&self) -> f64 {
        *self.jitter.lock().unwrap()
    }
}
