use async_trait::async_trait;
use azionelab_application::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// The system clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter of the Clock port")]
    fn now(&self) -> Timestamp {
        whole_microseconds(Timestamp::now())
    }

    /// A negative duration returns at once.
    async fn sleep(&self, duration: SignedDuration) {
        tokio::time::sleep(Duration::try_from(duration).unwrap_or_default()).await;
    }
}

/// Rounds down, so that nothing happens before its time.
pub(super) fn whole_microseconds(at: Timestamp) -> Timestamp {
    let microseconds = at.as_nanosecond().div_euclid(1_000);
    i64::try_from(microseconds)
        .ok()
        .and_then(|microseconds| Timestamp::from_microsecond(microseconds).ok())
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_has_the_precision_of_the_database() {
        let now = SystemClock.now();
        assert_eq!(now.subsec_nanosecond() % 1_000, 0);
    }

    #[test]
    fn time_is_rounded_down_even_before_1970() {
        for (nanoseconds, microseconds) in [(1_999, 1), (-1, -1), (-1_000, -1), (0, 0)] {
            let at = Timestamp::from_nanosecond(nanoseconds).unwrap();
            assert_eq!(whole_microseconds(at).as_nanosecond(), microseconds * 1_000);
        }
    }

    #[tokio::test]
    async fn a_negative_sleep_returns_at_once() {
        SystemClock.sleep(SignedDuration::MIN).await;
    }
}
