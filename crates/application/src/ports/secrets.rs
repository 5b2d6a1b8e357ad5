use azionelab_domain::{ReservationCode, Secret};
use uuid::Uuid;

/// Random values from a cryptographic source.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Secrets: Send + Sync {
    fn secret(&self) -> Secret;

    /// A random reservation code. It may be taken already.
    fn code(&self) -> ReservationCode;

    /// A UUID version 7 of the current time.
    fn id(&self) -> Uuid;

    /// A random number from 0 (included) to 1 (excluded), to spread retries.
    fn jitter(&self) -> f64;
}
