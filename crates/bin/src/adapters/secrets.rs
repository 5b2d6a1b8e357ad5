use azionelab_application::ports::Secrets;
use azionelab_domain::{ReservationCode, Secret};
use uuid::Uuid;

/// Reads random values from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsSecrets;

impl Secrets for OsSecrets {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter of the Secrets port")]
    fn secret(&self) -> Secret {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits).expect("the operating system provides random values");
        Secret::from_random(bits)
    }

    fn code(&self) -> ReservationCode {
        loop {
            if let Some(code) = fair_code(random()) {
                return code;
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the adapter of the Secrets port")]
    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn jitter(&self) -> f64 {
        fraction(random())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the adapter of the Secrets port")]
fn random() -> u64 {
    getrandom::u64().expect("the operating system provides random values")
}

/// Returns the code for a random number, with equal probability for each code. Returns `None` for
/// the few numbers (1 in 20,000 million) that remain after an equal division.
fn fair_code(random: u64) -> Option<ReservationCode> {
    let count = u64::from(ReservationCode::COUNT);
    let dealt_out = u64::MAX - u64::MAX % count;
    let number = u32::try_from(random % count).ok()?;
    (random < dealt_out).then(|| ReservationCode::from_number(number))
}

/// Returns a fraction with 53 random bits, the precision of an `f64`.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit without loss")]
fn fraction(random: u64) -> f64 {
    (random >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_codes_are_equally_likely() {
        let count = u64::from(ReservationCode::COUNT);
        let retention = u64::MAX % count;
        assert_eq!(fair_code(0), fair_code(count));
        assert!(fair_code(u64::MAX - retention - 1).is_some());
        assert!(fair_code(u64::MAX - retention).is_none());
        assert!(fair_code(u64::MAX).is_none());
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the values are exact")]
    fn a_fraction_never_reaches_one() {
        assert_eq!(fraction(0), 0.0);
        assert!(fraction(u64::MAX) < 1.0);
        assert_eq!(fraction(1 << 63), 0.5);
    }

    #[test]
    fn values_do_not_repeat() {
        assert_ne!(OsSecrets.secret(), OsSecrets.secret());
        assert_ne!(OsSecrets.code(), OsSecrets.code());
    }

    #[test]
    fn a_later_id_sorts_after_an_earlier_one() {
        let ids = (0..1_000).map(|_| OsSecrets.id()).collect::<Vec<_>>();
        assert!(ids.is_sorted());
        assert_eq!(ids[0].get_version_num(), 7);
    }
}
